//! E-mail addresses, plain and disguised.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::{Found, WORDS, is_top_level};
use crate::lang::List;

/// Patterns of disguised addresses: what stands for "@" and for the dots of the host. They are costly to build and
/// seldom needed: only where [`is_disguised`] says so.
struct Patterns {
    /// "name (at) host (dot) org", "name [at] host.org".
    bracketed: Option<Regex>,
    /// "name at host dot org": every dot of the host is spelt.
    spelt: Option<Regex>,
}

static PATTERNS: LazyLock<Patterns> = LazyLock::new(|| {
    let list = |words: List| words.iter().map(any_case).collect::<Vec<_>>().join("|");
    let (at, dot) = (list(WORDS.at), list(WORDS.dot));
    let (name, label) = (r"[\p{L}\d][\p{L}\d._%+'’-]*", r"[\p{L}\d](?:[\p{L}\d-]*[\p{L}\d])?");
    let bracket = |words: &str| format!(r"\s?[(\[{{<]\s?(?:{words}|@|\.)\s?[)\]}}>]\s?");
    let any_dot = format!(r"(?:\.|{})", bracket(&dot));
    Patterns {
        bracketed: Regex::new(&format!(
            r"({name}(?:{}{name})*){}({label}(?:{any_dot}{label})+)",
            bracket(&dot),
            bracket(&at)
        ))
        .ok(),
        spelt: Regex::new(&format!(
            r"({name}(?:\s(?:{dot})\s{name})*)\s(?:{at}|@)\s({label}(?:\s(?:{dot})\s{label})+)"
        ))
        .ok(),
    }
});

/// A pattern of `word`, each letter small or capital. (The flag for this needs tables of the letters of all scripts, which
/// every process would load.)
fn any_case(word: &&str) -> String {
    let one_of = |letter: char| {
        let own = regex::escape(letter.encode_utf8(&mut [0; 4]));
        if letter.is_alphabetic() { format!("[{own}{}]", letter.to_uppercase()) } else { own }
    };
    word.chars().map(one_of).collect()
}

/// The addresses in `text`, as they would be typed.
pub(super) fn find(text: &str) -> Vec<Found<String>> {
    let mut found: Vec<Found<String>> = Vec::new();
    for address in plain(text) {
        push(&mut found, text, &address);
    }
    if is_disguised(text) {
        for pattern in [&PATTERNS.bracketed, &PATTERNS.spelt].into_iter().flatten() {
            for captures in pattern.captures_iter(text) {
                if let (Some(whole), Some(name), Some(host)) = (captures.get(0), captures.get(1), captures.get(2)) {
                    push(&mut found, text, &Address { whole: whole.range(), name: name.range(), host: host.range() });
                }
            }
        }
    }
    found.sort_by_key(|found| found.range.start);
    found
}

/// Where an address and its parts stand.
struct Address {
    whole: Range<usize>,
    name: Range<usize>,
    host: Range<usize>,
}

/// Adds `address` if its host can be one and nothing before it stands there.
fn push(found: &mut Vec<Found<String>>, text: &str, address: &Address) {
    let part = |range: &Range<usize>| undisguised(text.get(range.clone()).unwrap_or_default());
    let host = part(&address.host);
    let is_known = host.rsplit('.').next().is_some_and(is_top_level);
    let is_beside =
        |other: &Found<String>| other.range.end <= address.whole.start || address.whole.end <= other.range.start;
    if is_known && found.iter().all(is_beside) {
        let value = format!("{}@{host}", part(&address.name));
        found.push(Found { value, range: address.whole.clone() });
    }
}

/// "name@host.org", also with a space on either side of the sign, or what OCR sees in it: ©, ®, or a Q.
fn plain(text: &str) -> Vec<Address> {
    let mut addresses: Vec<Address> = Vec::new();
    if !text.bytes().any(may_start_sign) {
        return addresses;
    }
    let signs = text.char_indices().filter(|(_, c)| matches!(c, '@' | '＠' | '©' | '®' | 'Q' | 'O'));
    for (at, sign) in signs {
        if MISREAD_LETTERS.contains(&sign) && !is_misread(text, at) {
            continue;
        }
        let from = addresses.last().map_or(0, |address| address.whole.end);
        let has_space = matches!(sign, '@' | '＠');
        let (Some(before), Some(after)) = (text.get(from..at), text.get(at + sign.len_utf8()..)) else { continue };
        let is_gap = |c: char| has_space && c.is_whitespace();
        let before = before.strip_suffix(is_gap).unwrap_or(before);
        let rest = after.strip_prefix(is_gap).unwrap_or(after);
        let Some(name) = name_at_end(before) else { continue };
        let Some(length) = host_length(rest) else { continue };
        let start = at + sign.len_utf8() + (after.len() - rest.len());
        let end = from + before.len();
        let name = end - name.len()..end;
        addresses.push(Address { whole: name.start..start + length, name, host: start..start + length });
    }
    addresses
}

/// Whether one of the signs in [`plain`] starts with that byte.
fn may_start_sign(byte: u8) -> bool {
    const OF_OTHERS: [u8; 2] = [0xc2, 0xef];
    matches!(byte, b'@' | b'Q' | b'O') || OF_OTHERS.contains(&byte)
}

/// The letters that look most like the sign.
const MISREAD_LETTERS: [char; 2] = ['Q', 'O'];

/// A shorter name before that letter is as likely the start of a word ("jQuery").
const MIN_MISREAD: usize = 3;

/// What opens the address of a page.
const WEB: &str = "www.";

/// Whether the letter at `at` stands for the sign: between small letters, once in a word that has no sign and that is
/// no address of a page. An O needs a name with a dot before it.
fn is_misread(text: &str, at: usize) -> bool {
    let (Some(before), Some(after)) = (text.get(..at), text.get(at + 1..)) else { return false };
    let is_own = |c: char| c.is_lowercase() || c.is_ascii_digit();
    if !before.ends_with(is_own) || !after.starts_with(is_own) {
        return false;
    }
    let ends = |c: char| c.is_whitespace() || "<>()[]|,;:".contains(c);
    let before = before.rsplit(ends).next().unwrap_or_default();
    let after = after.split(ends).next().unwrap_or_default();
    let is_sure = text.get(at..).is_some_and(|rest| rest.starts_with('Q')) || before.contains('.');
    let is_name = MIN_MISREAD <= before.chars().count() && !before.starts_with(WEB);
    is_sure && is_name && ![before, after].iter().any(|part| part.contains(['@', '/', '\\', 'Q', 'O']))
}

/// Letters and digits, and what may stand between them in the name of a mailbox.
fn name_at_end(text: &str) -> Option<&str> {
    let is_part = |c: char| c.is_alphanumeric() || matches!(c, '.' | '_' | '%' | '+' | '\'' | '’' | '-');
    let start = text.char_indices().rev().take_while(|(_, c)| is_part(*c)).last()?.0;
    let name = text.get(start..)?.trim_start_matches(|c: char| !c.is_alphanumeric());
    (!name.is_empty()).then_some(name)
}

/// Bytes of the host at the start of `text`: labels with dots between them, two at least.
fn host_length(text: &str) -> Option<usize> {
    let mut end = None;
    let mut at = 0;
    for n_labels in 1.. {
        let rest = text.get(at..)?;
        let run = rest.find(|c: char| !c.is_alphanumeric() && c != '-').unwrap_or(rest.len());
        let label = rest.get(..run)?.trim_end_matches('-');
        if !label.starts_with(char::is_alphanumeric) {
            break;
        }
        at += label.len();
        if 1 < n_labels {
            end = Some(at);
        }
        if !text.get(at..)?.starts_with('.') {
            break;
        }
        at += 1;
    }
    end
}

/// Whether `text` may hold an address whose "@" is spelt: in brackets, or as a word with a spelt dot after it.
fn is_disguised(text: &str) -> bool {
    let is_in = |list: List, word: &str| {
        let is_ascii = word.is_ascii();
        list.iter().any(|other| other.eq_ignore_ascii_case(word) || !is_ascii && is_same(other, word))
    };
    let is_at = |inner: &str| matches!(inner, "@" | ".") || is_in(WORDS.at, inner);
    let is_open = |byte: u8| matches!(byte, b'(' | b'[' | b'{' | b'<');
    let mut brackets = text.split(|c: char| c.is_ascii() && is_open(c as u8)).skip(1);
    if text.bytes().any(is_open)
        && brackets.any(|rest| {
            rest.find([')', ']', '}', '>']).and_then(|end| rest.get(..end)).map(str::trim).is_some_and(is_at)
        })
    {
        return true;
    }
    if !may_spell_dot(text) {
        return false;
    }
    let mut words = text.split_whitespace().skip(1);
    words.any(|word| word == "@" || is_in(WORDS.at, word)) && words.any(|word| is_in(WORDS.dot, word))
}

/// Whether some word of `text`, not its first, may start with one for ".": nearly all lines end here.
fn may_spell_dot(text: &str) -> bool {
    // The letters that such words start with, a bit each.
    static FIRSTS: LazyLock<u128> = LazyLock::new(|| {
        let firsts = WORDS.dot.iter().filter_map(|word| word.bytes().next());
        firsts.filter(u8::is_ascii).fold(0, |bits, first| bits | 1 << first.to_ascii_lowercase())
    });
    let (firsts, bytes) = (*FIRSTS, text.as_bytes());
    let is_here = |at: usize, dot: &&str| {
        bytes.get(at..at + dot.len()).is_some_and(|word| word.eq_ignore_ascii_case(dot.as_bytes()))
    };
    (1..).zip(bytes.windows(2)).any(|(at, pair)| match *pair {
        // The byte before may be the last of a wide space.
        [space, first] if first.is_ascii() && (space <= b' ' || !space.is_ascii()) => {
            firsts >> first.to_ascii_lowercase() & 1 == 1 && WORDS.dot.iter().any(|dot| is_here(at, dot))
        }
        _ => false,
    })
}

/// Whether a word of ours and a printed one are one but for capitals.
fn is_same(a: &str, b: &str) -> bool {
    a.chars().flat_map(char::to_lowercase).eq(b.chars().flat_map(char::to_lowercase))
}

/// A name or host with its dots as dots.
fn undisguised(text: &str) -> String {
    let is_dot = |word: &str| WORDS.dot.iter().any(|dot| dot.eq_ignore_ascii_case(word));
    let words = text.split(|c: char| c.is_whitespace() || "()[]{}<>".contains(c)).filter(|word| !word.is_empty());
    words.map(|word| if is_dot(word) { "." } else { word }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_come_out_as_they_would_be_typed() {
        for (text, expected) in [
            ("ada@lovelace.org", "ada@lovelace.org"),
            ("E-Mail: ada.lovelace+cv@cs.uni-a.de | Tel", "ada.lovelace+cv@cs.uni-a.de"),
            ("<o'neill@host.example>", "o'neill@host.example"),
            ("ada (at) lovelace.org", "ada@lovelace.org"),
            ("ada [at] lovelace [dot] org", "ada@lovelace.org"),
            ("ada.l(at)lovelace(dot)org", "ada.l@lovelace.org"),
            ("ada at lovelace dot org", "ada@lovelace.org"),
            ("ada dot l at cs dot uni dot edu", "ada.l@cs.uni.edu"),
            ("ada @ lovelace.org", "ada@lovelace.org"),
            ("ada©lovelace.org", "ada@lovelace.org"),
            ("ada{at}lovelace.org", "ada@lovelace.org"),
            ("ada.lQcs.lovelace.org", "ada.l@cs.lovelace.org"),
            ("cs.lovelace.org/aQb.org", ""),
            ("ada.lOlovelace.org", "ada.l@lovelace.org"),
            ("jQuery.com", ""),
            ("www.abQcd.org", ""),
            ("works at acme.com", ""),
            ("ada@lovelace", ""),
            ("C@T.nothing", ""),
            ("@ada", ""),
        ] {
            assert_eq!(find(text).first().map_or("", |found| &found.value), expected, "{text:?}");
        }
    }

    #[test]
    fn several_addresses_stand_in_order() {
        let found = find("a@b.org / c (at) d.org");
        assert_eq!(found.iter().map(|found| found.value.as_str()).collect::<Vec<_>>(), ["a@b.org", "c@d.org"]);
    }
}
