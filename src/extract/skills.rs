//! Skills: groups of keywords, or single skills with their levels.
//!
//! In: a section of skills. Out: `cv.skills`. A named group keeps its members as keywords; members without a group are
//! skills of their own. Bars and dots that draw a level are no text.

use super::outline::{self, Group};
use super::{Context, pieces};
use crate::lang::WordClass;
use crate::model::{Confidence, Cv, Skill};
use crate::section::{Part, Section};
use crate::span::Span;

/// A member of a list; where it ends may be wrong.
const LISTED: Confidence = Confidence(0.92);

/// Reads a section of skills.
pub fn extract(section: &Section, context: &mut Context, cv: &mut Cv) {
    for group in outline::groups(section, context.vocabulary) {
        if group.name.is_some() {
            cv.skills.push(named(&group, context));
        } else {
            cv.skills.extend(group.members.iter().map(|member| single(member, context)));
        }
    }
}

/// Reads a section that is a group of skills, named by its heading; its own groups follow it.
pub fn extract_group(section: &Section, context: &mut Context, cv: &mut Cv) {
    let mut parts = section.parts.clone();
    parts.splice(0..0, section.heading.clone().map(Part::SubHeading));
    extract(&Section { parts, ..section.clone() }, context, cv);
}

/// A group with its name: "Tools: Git, Make"; or a skill with its level: "Git: advanced".
fn named(group: &Group, context: &Context) -> Skill {
    let text = |span: &Span| span.as_text(LISTED);
    let level = match group.members.as_slice() {
        [only] if group.level.is_none() && is_level(only, context) => Some(only),
        _ => None,
    };
    Skill {
        name: group.name.as_ref().map(text),
        level: group.level.as_ref().or(level).map(text),
        keywords: if level.is_some() { Vec::new() } else { group.members.iter().map(text).collect() },
    }
}

/// A skill of its own: "Git", "Git (advanced)".
fn single(member: &Span, context: &Context) -> Skill {
    let parted =
        pieces::remark(member).or_else(|| pieces::dashed(member)).filter(|(_, level)| is_level(level, context));
    let (name, level) = parted.map_or((member.clone(), None), |(name, level)| (name, Some(level)));
    Skill { name: Some(name.as_text(LISTED)), level: level.map(|level| level.as_text(LISTED)), keywords: Vec::new() }
}

fn is_level(span: &Span, context: &Context) -> bool {
    let text = span.text().trim();
    context.vocabulary.is(WordClass::Level, text) || context.vocabulary.is(WordClass::Fluency, text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::testing::{run, section};
    use crate::section::SectionKind;

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        let cv = run(extract, &section(SectionKind::Skills, None, text));
        let show = |skill: &Skill| {
            let value =
                |text: &Option<crate::model::Text>| text.as_ref().map(|text| text.value.clone()).unwrap_or_default();
            let keywords: Vec<&str> = skill.keywords.iter().map(|keyword| keyword.value.as_str()).collect();
            format!("{}|{}|{}", value(&skill.name), value(&skill.level), keywords.join("+"))
        };
        let actual: Vec<String> = cv.skills.iter().map(show).collect();
        assert_eq!(actual, expected);
    }

    #[test]
    fn a_group_keeps_its_members() {
        check("Tools: Git, Make", &["Tools||Git+Make"]);
    }

    #[test]
    fn members_without_a_group_are_skills_of_their_own() {
        check("Git, Make (expert)", &["Git||", "Make|expert|"]);
    }

    #[test]
    fn a_level_is_no_member() {
        check("Git: expert\nMake: beginner", &["Git|expert|", "Make|beginner|"]);
        check("**Tools**\tExpert\nGit\nMake", &["Tools|Expert|Git+Make"]);
    }
}
