//! Glyphs to words: which glyphs touch, and where a word ends.
//!
//! In: the glyphs of one page, in painting order. Out: words with their runs. A word is what stands between two gaps;
//! CJK text has no gaps, so a whole phrase may be one word. Knows nothing of lines.

use std::sync::Arc;

use super::{dot, tag};
use crate::geom::{Pt, Rect};
use crate::pdf::{Font, Glyph, Link, Page, Turn};
use crate::span::{Icon, Script, Style};

/// A gap of this share of the em parts two words. TeX sets word spaces of 0.22 em and more and kerns within 0.1.
const WORD_GAP_EM: f32 = 0.13;

/// The same between two ideographs.
const CJK_GAP_EM: f32 = 0.5;

/// Glyphs on one baseline within this share of the em may be one word: raised marks are not.
const BASELINE_SLACK_EM: f32 = 0.05;

/// A glyph that starts this far left of the pen belongs to another word (columns painted out of order).
const BACKSTEP_EM: f32 = 0.5;

/// A word is cut before it grows beyond this, in bytes or in runs: no word of a CV is as long, and who reads a word
/// may look at it more than once.
const MAX_WORD: usize = 2_000;

/// Most words have no more bytes than this: room for them is made at once.
const WORD: usize = 12;

/// Rules near a word that are looked at; a page full of rules has no more to say with the others.
const MAX_NEAR: usize = 1_000;

/// A page prints its spaces when at most this share of the gaps between words has none: browsers and word processors
/// print all of them, TeX none.
const MAX_JUMPS: f32 = 0.3;

/// A stretch of a word in one style.
#[derive(Debug, Clone)]
pub struct WordRun {
    /// The letters.
    pub text: String,
    /// How they are set.
    pub style: Style,
    /// Left edge.
    pub x0: Pt,
    /// Right edge.
    pub x1: Pt,
    /// The icon it is.
    pub icon: Option<Icon>,
}

impl WordRun {
    /// Goes on with a glyph.
    fn take(&mut self, glyph: &Glyph) {
        match glyph.text.as_bytes() {
            [letter] => self.text.push(char::from(*letter)),
            _ => self.text.push_str(&glyph.text),
        }
        self.x1 = self.x1.max(glyph.x1);
    }
}

/// Letters without a gap.
#[derive(Debug, Clone)]
pub struct Word {
    /// Its parts by style, from left to right.
    pub runs: Vec<WordRun>,
    /// Left edge.
    pub x0: Pt,
    /// Right edge.
    pub x1: Pt,
    /// Baseline.
    pub baseline: Pt,
    /// Largest em.
    pub em: Pt,
    /// The word was painted right after the one on its left, with a printed space or a plain gap between.
    pub follows: bool,
    /// It follows without a printed space, on a page that prints its spaces: what parts the two is no word space.
    pub jumps: bool,
    /// Number of its first glyph in painting order.
    pub painted: usize,
    /// The small box that it stands in, if it stands in one: a tag.
    pub tag: Option<Rect>,
    /// Target of the link that covers it.
    pub link: Option<Arc<str>>,
}

impl Word {
    /// The box of the word: from cap height to a little below the baseline.
    pub fn bbox(&self) -> Rect {
        Rect { x0: self.x0, x1: self.x1, y0: self.baseline - self.em * 0.8, y1: self.baseline + self.em * 0.2 }
    }

    /// Top and bottom of its capitals: what it blocks, without the room around it.
    pub fn band(&self) -> (Pt, Pt) {
        (self.baseline - self.em * 0.7, self.baseline)
    }

    /// Half way up its small letters.
    pub fn middle(&self) -> Pt {
        self.baseline - self.em * 0.3
    }

    /// Whether it ends left of an edge at `x`, or as little behind it as a text does that is too long for its column.
    pub fn ends_before(&self, x: Pt) -> bool {
        self.x1 < x || self.x0 < x && (self.x1 - x) / self.em < BACKSTEP_EM
    }

    /// Its letters.
    pub fn text(&self) -> String {
        self.runs.iter().map(|run| run.text.as_str()).collect()
    }

    /// `sign` at `bbox`, set as the start of `next` before which it stands.
    pub fn bullet(sign: &str, bbox: &Rect, next: &Self) -> Option<Self> {
        let style = next.runs.first()?.style;
        let Rect { x0, x1, .. } = *bbox;
        let run = WordRun { text: sign.to_owned(), style, x0, x1, icon: None };
        Some(Self { runs: vec![run], x0, x1, follows: false, jumps: false, link: None, ..next.clone() })
    }

    fn of(glyph: &Glyph, style: Style) -> Self {
        let mut word = Self {
            runs: Vec::with_capacity(1),
            x0: glyph.x0,
            x1: glyph.x1,
            baseline: glyph.baseline,
            em: glyph.em,
            follows: false,
            jumps: false,
            painted: 0,
            tag: None,
            link: None,
        };
        word.add(glyph, style);
        word
    }

    /// Goes on with a glyph that is set as the one before it.
    fn add_alike(&mut self, glyph: &Glyph, style: Style) {
        match self.runs.last_mut() {
            Some(run) if run.icon.is_none() && glyph.icon.is_none() => {
                self.x1 = self.x1.max(glyph.x1);
                run.take(glyph);
            }
            _ => self.add(glyph, style),
        }
    }

    fn add(&mut self, glyph: &Glyph, style: Style) {
        self.x1 = self.x1.max(glyph.x1);
        self.em = self.em.max(glyph.em);
        match self.runs.last_mut() {
            Some(run) if run.style == style && run.icon == glyph.icon && glyph.icon.is_none() => {
                run.take(glyph);
            }
            _ => {
                let mut text = String::with_capacity(WORD.max(glyph.text.len()));
                text.push_str(&glyph.text);
                self.runs.push(WordRun { text, style, x0: glyph.x0, x1: glyph.x1, icon: glyph.icon });
            }
        }
    }

    /// Whether `glyph`, set in `style`, goes on this word.
    fn takes(&self, glyph: &Glyph, style: &Style) -> bool {
        let starts_anew = |run: &WordRun| run.style != *style && starts_anew(&run.text, &run.style, &glyph.text, style);
        self.meets(glyph) && !self.runs.last().is_some_and(starts_anew)
    }

    /// Whether `glyph` stands where this word goes on.
    fn meets(&self, glyph: &Glyph) -> bool {
        if MAX_WORD < self.runs.len() + self.runs.last().map_or(0, |run| run.text.len()) {
            return false;
        }
        let em = self.em.max(glyph.em);
        let gap = glyph.x0 - self.x1;
        // Two ideographs in a row never have a word space between them.
        let is_cjk = || self.ends_cjk() && glyph.text.chars().all(is_cjk);
        let is_near = gap / em < WORD_GAP_EM || gap / em < CJK_GAP_EM && is_cjk();
        is_near && (self.baseline - glyph.baseline).abs() / em < BASELINE_SLACK_EM && -BACKSTEP_EM < gap / em
    }

    fn ends_cjk(&self) -> bool {
        self.runs.last().and_then(|run| run.text.chars().next_back()).is_some_and(is_cjk)
    }
}

/// Whether text set in another style than the one it touches is another text: cells that are too long for their column
/// ("2024–todayAcme"). A part of a word goes on small, in letters of another size, or from capital to capital.
pub fn starts_anew(last: &str, style: &Style, next: &str, next_style: &Style) -> bool {
    let is_one_size = (style.em / next_style.em - 1.0).abs() < SAME_SIZE;
    let is_same = style.font == next_style.font && style.color == next_style.color && is_one_size;
    let (Some(last), Some(next)) = (last.chars().next_back(), next.chars().next()) else { return false };
    let ends = last.is_lowercase() || last.is_ascii_digit() && is_one_size;
    !is_same && ends && (next.is_uppercase() || next == '(' && last.is_lowercase())
}

/// Sizes are one within this share: what is smaller is a raised mark.
const SAME_SIZE: f32 = 0.1;

/// Whether a character is written without spaces: ideographs, kana and CJK punctuation.
#[must_use]
pub fn is_cjk(c: char) -> bool {
    matches!(c, '\u{2E80}'..='\u{30FF}' | '\u{3400}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}'
        | '\u{FE30}'..='\u{FE4F}' | '\u{FF00}'..='\u{FF60}' | '\u{20000}'..='\u{2FA1F}')
}

fn style_of(glyph: &Glyph, fonts: &[Font]) -> Style {
    let font = fonts.get(usize::from(glyph.font));
    Style {
        bold: glyph.fake_bold || font.is_some_and(|f| f.bold),
        italic: font.is_some_and(|f| f.italic),
        underline: false,
        small_caps: font.is_some_and(|f| f.small_caps),
        em: glyph.em,
        color: glyph.color,
        font: glyph.font,
        script: Script::Normal,
    }
}

/// Whether two glyphs are set alike: their styles are equal.
fn is_alike(a: &Glyph, b: &Glyph) -> bool {
    a.font == b.font && a.em == b.em && a.color == b.color && a.fake_bold == b.fake_bold
}

/// The words of a page that run in direction `turn`, in painting order. Hidden glyphs are left out.
pub fn words(page: &Page, fonts: &[Font], turn: Turn) -> Vec<Word> {
    let mut words: Vec<Word> = Vec::new();
    let mut open: Option<Word> = None;
    let mut last: Option<(&Glyph, Style)> = None;
    let mut after_space = false;
    for (k, glyph) in page.glyphs.iter().enumerate().filter(|(_, g)| g.turn == turn && g.hidden.is_none()) {
        if glyph.icon.is_none() && is_white(&glyph.text) {
            after_space = true;
            continue;
        }
        // Most glyphs are set as the one before them.
        let alike = last.filter(|(last, _)| is_alike(last, glyph)).map(|(_, style)| style);
        let style = alike.unwrap_or_else(|| style_of(glyph, fonts));
        last = Some((glyph, style));
        match open.as_mut().filter(|_| !after_space) {
            Some(word) if alike.is_some() && word.meets(glyph) => {
                word.add_alike(glyph, style);
                continue;
            }
            Some(word) if alike.is_none() && word.takes(glyph, &style) => {
                word.add(glyph, style);
                continue;
            }
            _ => {}
        }
        let mut next = Word { painted: k, ..Word::of(glyph, style) };
        if let Some(last) = open.take() {
            next.follows = last.x0 < next.x0 && (last.baseline - next.baseline).abs() / next.em.max(last.em) < 0.4;
            next.jumps = next.follows && !after_space;
            words.push(last);
        }
        open = Some(next);
        after_space = false;
    }
    words.extend(open);
    check_jumps(&mut words);
    if turn == Turn::Upright {
        dot::insert(&mut words, page);
        tag::mark(&mut words, page);
    }
    link(&mut words, &page.links);
    underline(&mut words, &page.rules);
    words
}

/// On a page that does not print its spaces, no word jumps.
fn check_jumps(words: &mut [Word]) {
    let n_gaps = words.iter().filter(|word| word.follows).count();
    let n_jumps = words.iter().filter(|word| word.jumps).count();
    if MAX_JUMPS * (n_gaps as f32) < n_jumps as f32 {
        for word in words {
            word.jumps = false;
        }
    }
}

/// Whether nothing of a text is printed.
fn is_white(text: &str) -> bool {
    !matches!(text.as_bytes(), [b'!'..=b'~', ..]) && text.chars().all(char::is_whitespace)
}

/// Gives every word the link whose box holds its middle.
fn link(words: &mut [Word], links: &[Link]) {
    // Few links reach the height of a line.
    for line in words.chunk_by_mut(|a, b| a.middle() == b.middle()) {
        let Some(y) = line.first().map(Word::middle) else { continue };
        let near: Vec<&Link> = links.iter().filter(|link| link.bbox.y0 <= y && y <= link.bbox.y1).collect();
        for word in line {
            let x = (word.x0 + word.x1) * 0.5;
            word.link = near.iter().find(|link| link.bbox.contains(x, y)).map(|link| link.uri.clone());
        }
    }
}

/// A rule this far below the baseline, in ems, underlines the word; farther down it parts sections.
const UNDERLINE_DEPTH_EM: f32 = 0.3;

/// Marks words under which a short rule runs. A rule much wider than the word underlines nothing but a heading.
fn underline(words: &mut [Word], rules: &[Rect]) {
    let mut level: Vec<&Rect> = rules.iter().filter(|rule| rule.height() < rule.width()).collect();
    level.sort_by(|a, b| a.y0.total_cmp(&b.y0));
    for word in words.iter_mut() {
        let covers = |rule: &&Rect| rule.x0 - word.em * 0.2 <= word.x0 && word.x1 <= rule.x1 + word.em * 0.2;
        let from = level.partition_point(|rule| rule.y0 < word.baseline);
        let is_near = |rule: &&Rect| (rule.y0 - word.baseline) / word.em < UNDERLINE_DEPTH_EM;
        let mut below = level.iter().skip(from).copied().take_while(is_near).take(MAX_NEAR);
        if below.any(|rule| covers(&rule)) {
            for run in &mut word.runs {
                run.style.underline = true;
            }
        }
    }
}
