//! What a line says as a heading: whole headings, compounds of them, headings with words around.

use super::Heading;
use super::fold::{Word, Words, is_sign};
use super::joint::normal;
use super::known::Piece;
use super::misread;
use super::phrases::Phrases;
use super::spellings::Spellings;
use crate::keys::Hash;
use crate::section::SectionKind;

/// A heading has no more words than this; longer lines are sentences. (Signs without word spaces count a third.)
const MAX_WORDS: usize = 9;

/// The headings of all packs.
#[derive(Debug)]
pub(super) struct Headings {
    /// Headings, and words around and between them.
    pub pieces: Phrases<Piece>,
    /// Whole headings without spaces, for text that is set with wide letter space.
    pub squeezed: Phrases<SectionKind>,
    /// The same, spelt out.
    pub spellings: &'static Spellings,
    /// Bits of the packs whose words count.
    pub packs: u32,
}

impl Headings {
    fn is_joint(&self, word: Hash) -> bool {
        self.pieces.get(word).is_some_and(|piece| piece.is_joint && self.counts(*piece))
    }

    fn counts(&self, piece: Piece) -> bool {
        piece.packs & self.packs != 0
    }

    pub(super) fn read(&self, line: &str) -> Option<Heading> {
        let line = body(line)?;
        // Most lines start with a word that no heading has.
        if Words::of(line).next().is_none_or(|first| !self.pieces.keys.contains(first.hash)) {
            return self.spaced(line);
        }
        let folded = normal(line, |word| self.is_joint(word));
        if let Some((n_words, piece)) =
            self.pieces.longest("", &folded, |piece| piece.kind.is_some() && self.counts(*piece))
            && n_words == folded.len()
        {
            return Some(Heading { kinds: piece.kind.into_iter().collect(), is_whole: true });
        }
        if let Some(heading) = self.spaced(line) {
            return Some(heading);
        }
        let n_signs = line.chars().filter(|&c| is_sign(c)).count();
        if MAX_WORDS < folded.len() - n_signs.min(folded.len()) + n_signs / 3 {
            return None;
        }
        let kinds = self.compound(&folded)?;
        Some(Heading { kinds, is_whole: false })
    }

    /// The heading that a line is which is set with wide letter space ("E D U C A T I O N"), or one word (two words may have
    /// lost the space between them).
    fn spaced(&self, line: &str) -> Option<Heading> {
        let (mut n_pieces, mut n_single) = (0, 0);
        for piece in line.split_whitespace() {
            n_pieces += 1;
            n_single += usize::from(piece.chars().nth(1).is_none());
        }
        let is_spaced = 4 <= n_single && n_pieces - n_single <= n_pieces / 4;
        let hash = match n_pieces {
            1 => squeezed(line),
            _ if is_spaced => squeezed(&line.split_whitespace().collect::<String>()),
            _ => return None,
        };
        self.squeezed.get(hash).map(|kind| Heading { kinds: vec![*kind], is_whole: true })
    }

    /// The kind of the heading that `line` is but for a few wrong letters.
    pub(super) fn misread(&self, line: &str) -> Option<SectionKind> {
        misread::nearest(body(line)?, self.spellings)
    }

    /// The kinds that a line names which consists of headings, fill words and joints and of nothing else.
    fn compound(&self, folded: &[Word]) -> Option<Vec<SectionKind>> {
        let mut kinds: Vec<SectionKind> = Vec::new();
        let mut head: Option<(usize, SectionKind)> = None;
        let mut is_after_fill = false;
        let mut rest = folded;
        while !rest.is_empty() {
            let (n_words, piece) = (self.pieces.longest("", rest, |piece| piece.kind.is_some() && self.counts(*piece)))
                .or_else(|| self.pieces.longest("", rest, |piece| self.counts(*piece)))?;
            if piece.is_joint {
                kinds.extend(head.take().map(|(_, kind)| kind));
            } else if let Some(kind) = piece.kind {
                // "Research experience" is about experience, "cursos de pesquisa" about courses: the head comes last
                // unless a little word stands between; a longer phrase says more.
                // "Projects experience" is about projects: work says the least of all kinds.
                let is_head = match head {
                    Some((_, SectionKind::Work)) if kind != SectionKind::Work => true,
                    Some((_, other)) if kind == SectionKind::Work && other != SectionKind::Work => false,
                    Some((longest, _)) => longest < n_words || (longest == n_words && !is_after_fill),
                    None => true,
                };
                if is_head {
                    head = Some((n_words, kind));
                }
            }
            is_after_fill = piece.kind.is_none() && head.is_some();
            rest = rest.get(n_words..)?;
        }
        kinds.extend(head.map(|(_, kind)| kind));
        let mut distinct: Vec<SectionKind> = Vec::new();
        for kind in kinds {
            if !distinct.contains(&kind) {
                distinct.push(kind);
            }
        }
        (!distinct.is_empty()).then_some(distinct)
    }
}

/// The line without numbering ("2.", "IV)", "§"), decoration and a count or remark in parentheses at its end.
fn body(line: &str) -> Option<&str> {
    let line = line.trim_matches(|c: char| !c.is_alphanumeric() && !matches!(c, '(' | ')'));
    let is_number = |text: &str| {
        !text.is_empty()
            && text.len() <= 4
            && (text.chars().all(|c| c.is_ascii_digit() || c == '.')
                || text.chars().all(|c| matches!(c, 'I' | 'V' | 'X'))
                || (text.len() == 1 && text.chars().all(|c| c.is_ascii_uppercase())))
    };
    let line = match line.split_once(['.', ')', ' ', ':']) {
        Some((number, rest)) if is_number(number) && number.len() + 1 < line.len() && is_numbering(line, number) => {
            rest.trim_start()
        }
        _ => line,
    };
    let line = match line.rsplit_once('(') {
        Some((before, remark)) if remark.ends_with(')') && remark.len() <= 24 && !before.trim().is_empty() => {
            before.trim_end()
        }
        _ => line,
    };
    let line = line.trim_start_matches(|c: char| !c.is_alphanumeric()).trim_end_matches(|c: char| !c.is_alphanumeric());
    let is_short = !line.is_empty() && line.len() <= 120;
    is_short.then_some(line)
}

/// Whether `number` at the start of `line` numbers it: a letter or Roman number needs a mark after it.
fn is_numbering(line: &str, number: &str) -> bool {
    let after = line.get(number.len()..).and_then(|rest| rest.chars().next());
    number.starts_with(|c: char| c.is_ascii_digit()) || after.is_some_and(|c| c != ' ')
}

/// The hash of the letters of `text` without the spaces between them.
fn squeezed(text: &str) -> Hash {
    Words::of(text).fold(Hash::EMPTY, |hash, word| word.text.bytes().fold(hash, Hash::with))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lang::Vocabulary;
    use SectionKind::*;

    #[track_caller]
    fn check(line: &str, expected: &[SectionKind]) {
        let kinds = Vocabulary::all().heading(line).map(|heading| heading.kinds).unwrap_or_default();
        assert_eq!(kinds, expected, "{line:?}");
    }

    #[test]
    fn whole_headings_are_known_in_any_dress() {
        check("EXPERIENCE", &[Work]);
        check("Where I’ve been", &[Work]);
        check("Peer-Reviewed Publications", &[Publications]);
        check("1. Education", &[Education]);
        check("IV. Publications", &[Publications]);
        check("A) Teaching:", &[Teaching]);
        check("— Skills —", &[Skills]);
        check("Licenses & Certifications", &[Certificates]);
        check("Publications (selected)", &[Publications]);
        check("Formation académique", &[Education]);
        check("Beruflicher Werdegang", &[Work]);
    }

    #[test]
    fn wide_letter_space_and_lost_spaces_do_not_hide_a_heading() {
        check("E D U C A T I O N", &[Education]);
        check("W O R K  E X P E R I E N C E", &[Work]);
        check("WORKEXPERIENCE", &[Work]);
    }

    #[test]
    fn compounds_name_several_kinds() {
        check("Skills and Languages", &[Skills, Languages]);
        check("Education & Training", &[Education]);
        check("Honors, Awards and Grants", &[Awards, Grants]);
        check("Sprachen und Interessen", &[Languages, Interests]);
        check("Selected Journal Articles", &[Publications]);
        check("Additional Teaching Experience", &[Teaching]);
        check("Projects Experience", &[Projects]);
    }

    #[test]
    fn headings_of_all_languages_are_known() {
        check("教育背景", &[Education]);
        check("工作经历：", &[Work]);
        check("【科研成果】", &[Publications]);
        check("荣誉奖项与证书", &[Awards, Certificates]);
        check("ESPERIENZE LAVORATIVE", &[Work]);
        check("Istruzione e formazione", &[Education]);
        check("Competenze e lingue", &[Skills, Languages]);
        check("Experiência Profissional", &[Work]);
        check("Prémios e distinções", &[Awards]);
        check("Formación académica", &[Education]);
        check("Idiomas y aficiones", &[Languages, Interests]);
        check("Langues & centres d’intérêt", &[Languages, Interests]);
        check("Veröffentlichungen (Auswahl)", &[Publications]);
        check("EDV-Kenntnisse", &[Skills]);
        check("Werkervaring", &[Work]);
        check("Talen en hobby's", &[Languages, Interests]);
        check("Doświadczenie zawodowe", &[Work]);
        check("Arbetslivserfarenhet", &[Work]);
        check("İş Deneyimi", &[Work]);
        check("EĞİTİM BİLGİLERİ", &[Education]);
    }

    #[test]
    fn sentences_and_entries_are_no_headings() {
        for line in [
            "Publications Manager",
            "Teaching Assistant, Harvard University",
            "Languages: English, German",
            "Led research and development of two projects",
            "University of Education",
            "Work on distributed systems",
            "Professional",
            "2019 – 2021",
            "Skills: Python, Rust",
            "",
            "A",
        ] {
            check(line, &[]);
        }
    }
}
