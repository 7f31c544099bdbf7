//! Interests: each with its details.
//!
//! In: a section of interests. Out: `cv.interests`. "Music (violin, vocals)" has two details; a group's name over tags
//! is an interest with the tags as details.

use super::outline::{self, Group};
use super::{Context, pieces};
use crate::lang::Vocabulary;
use crate::model::{Confidence, Cv, Interest, Text};
use crate::read::contact;
use crate::section::{Section, SectionKind};
use crate::span::Span;

/// A member of a list; where it ends may be wrong.
const LISTED: Confidence = Confidence(0.9);

/// Reads a section of interests.
pub fn extract(section: &Section, context: &mut Context, cv: &mut Cv) {
    for group in outline::groups(section, context.vocabulary) {
        match group.name.as_ref().filter(|name| !says_interests(name, context.vocabulary)) {
            Some(name) => cv.interests.push(named(name, &group)),
            None => cv.interests.extend(group.members.iter().map(single)),
        }
    }
}

/// "Hobbies: …" under "Interests" names no interest.
fn says_interests(name: &Span, vocabulary: &Vocabulary) -> bool {
    vocabulary
        .heading(name.text())
        .is_some_and(|heading| heading.is_whole && heading.kinds.contains(&SectionKind::Interests))
}

fn named(name: &Span, group: &Group) -> Interest {
    let keywords = group.members.iter().map(|member| member.as_text(LISTED)).collect();
    Interest { name: Some(name.as_text(LISTED)), keywords, url: None }
}

fn single(member: &Span) -> Interest {
    let (member, url) = without_url(member);
    let (name, details) = pieces::remark(&member).map_or((member, None), |(name, details)| (name, Some(details)));
    let keywords = details.iter().flat_map(pieces::members).map(|detail| detail.as_text(LISTED)).collect();
    Interest { name: Some(name.as_text(LISTED)).filter(|name| !name.value.is_empty()), keywords, url }
}

/// The member without the address in it.
fn without_url(member: &Span) -> (Span, Option<Text>) {
    let Some(found) = contact::urls(member.text()).into_iter().next() else {
        return (member.clone(), None);
    };
    let url = member.slice(found.range.clone()).printed(found.value, LISTED);
    let before = member.slice(0..found.range.start);
    let name = before.trim_matches(|c: char| !c.is_alphanumeric() && c != ')');
    (name, Some(url))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::testing::{run, section};

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        let cv = run(extract, &section(SectionKind::Interests, None, text));
        let show = |interest: &Interest| {
            let name = interest.name.as_ref().map(|name| name.value.clone()).unwrap_or_default();
            let keywords: Vec<&str> = interest.keywords.iter().map(|keyword| keyword.value.as_str()).collect();
            format!("{name}|{}", keywords.join("+"))
        };
        let actual: Vec<String> = cv.interests.iter().map(show).collect();
        assert_eq!(actual, expected);
    }

    #[test]
    fn a_bracket_holds_details() {
        check("Carnatic music (violin, vocals), Trail running", &["Carnatic music|violin+vocals", "Trail running|"]);
    }

    #[test]
    fn each_bullet_is_an_interest() {
        check("- Chess\n- Rowing", &["Chess|", "Rowing|"]);
    }
}
