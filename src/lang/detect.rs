//! In which languages a text is written, by its frequent words.

use super::fold::Place;
use super::{Vocabulary, Words};

/// Few texts have more words than one in so many bytes.
const BYTES_PER_WORD: usize = 5;

/// A second language is one whose own words, which the first does not have, come up at least this often as the words
/// of the first. CVs quote titles and names of other languages; those stay below a quarter.
const SECOND_LANGUAGE_SHARE: f32 = 0.3;

/// Tags of the languages of `text`, the foremost first; the first pack's when no word is known.
pub(super) fn detect(vocabulary: &Vocabulary, text: &str) -> Vec<String> {
    let frequent = uses(vocabulary, text);
    let n_packs = vocabulary.tags.len();
    let mut ranked: Vec<(f32, usize)> = scores(&frequent, n_packs).into_iter().zip(0..).collect();
    ranked.sort_by(|a, b| b.0.total_cmp(&a.0));
    let (best, first) = ranked.first().copied().unwrap_or_default();
    let others: Vec<u32> = frequent.into_iter().filter(|packs| packs & (1 << first) == 0).collect();
    let others = scores(&others, n_packs);
    let is_second = |k: usize| 0.0 < best && others.get(k).is_some_and(|score| SECOND_LANGUAGE_SHARE * best <= *score);
    let used = ranked.iter().map(|&(_, k)| k).filter(|&k| k == first || is_second(k));
    used.filter_map(|k| vocabulary.tags.get(k)).map(|tag| (*tag).to_owned()).collect()
}

/// For each frequent word of `text` the packs that it is frequent in, as bits.
fn uses(vocabulary: &Vocabulary, text: &str) -> Vec<u32> {
    let mut words: Vec<Place> = Vec::with_capacity(text.len() / BYTES_PER_WORD);
    words.extend(Words::of(text).places());
    let mut uses = Vec::new();
    let mut rest = words.iter();
    while let Some(word) = rest.as_slice().first() {
        // "J. Fang, L. Zhao" is no French.
        if !is_initial(text.get(word.start..word.end).unwrap_or_default()) {
            vocabulary.common.walk_places(text, rest.clone().copied(), |_, packs| uses.push(*packs));
        }
        rest.next();
    }
    uses
}

/// How much `uses` speak for each pack: a word of many languages says little about each.
fn scores(uses: &[u32], n_packs: usize) -> Vec<f32> {
    let mut scores = vec![0.0; n_packs];
    for packs in uses {
        let weight = 1.0 / packs.count_ones().pow(2) as f32;
        let marked = scores.iter_mut().enumerate().filter(|(k, _)| packs >> k & 1 == 1);
        marked.for_each(|(_, score)| *score += weight);
    }
    scores
}

/// A single capital letter.
fn is_initial(word: &str) -> bool {
    let mut letters = word.chars();
    letters.next().is_some_and(char::is_uppercase) && letters.next().is_none()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        assert_eq!(Vocabulary::all().detect(text), expected, "{text:?}");
    }

    #[test]
    fn running_text_shows_its_language() {
        check("Led the design of a new service and mentored the team", &["en"]);
        check("Leitung der Entwicklung und Betreuung von Studierenden an der Universität", &["de"]);
        check("Conception et mise en place de la nouvelle plateforme pour les équipes", &["fr"]);
        check("Gestión de proyectos y coordinación del equipo en la empresa", &["es"]);
        check("Gestão de projetos e coordenação da equipa numa empresa em Lisboa", &["pt"]);
        check("Gestione dei progetti e coordinamento del gruppo presso l'azienda", &["it"]);
        check("负责系统的设计与开发，参与项目管理", &["zh"]);
        check("Verantwoordelijk voor het onderzoek en de begeleiding van studenten", &["nl"]);
        check("Prowadzenie projektów oraz obsługa klientów w firmie", &["pl"]);
        check("Ansvar för utveckling och drift av system inom vården", &["sv"]);
        check("Yazılım geliştirme ve proje yönetimi için ekip çalışması", &["tr"]);
        check("Vedení projektů a návrh systému pro zákazníky, spolupráce s týmem", &["cs"]);
        check("Разработка и внедрение системы, управление проектом", &["ru"]);
        check("システムの設計と開発を担当し、チームを管理しました", &["ja"]);
        check("신규 서비스의 설계와 개발을 담당하고 팀을 관리했습니다", &["ko"]);
        check("負責系統的設計與開發，參與專案管理", &["zh-Hant"]);
    }

    #[test]
    fn initials_of_authors_are_no_words() {
        check("S. Chen, Y. Xu, J. Fang, L. Zhao: 面向司法文书的事件要素抽取方法的研究", &["zh"]);
    }

    #[test]
    fn nothing_known_is_the_first_pack() {
        check("", &["en"]);
        check("0x1f", &["en"]);
    }
}
