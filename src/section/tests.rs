use super::*;
use crate::extract::testing;

/// The sections of a page whose lines after `! ` are large, below a rule; those with a tab are rows of a table.
fn sections(text: &str) -> Vec<Section> {
    let mut lines: Vec<Line> = text.lines().enumerate().map(|(n, text)| testing::line(text, n)).collect();
    for (line, text) in lines.iter_mut().zip(text.lines()) {
        line.rule_above = text.starts_with("! ");
        line.is_row = text.contains('\t');
    }
    split(&Layout { lines, furniture: Vec::new() }, Vocabulary::all())
}

/// The headings and kinds of such a page.
#[track_caller]
fn check(text: &str, expected: &[(&str, SectionKind)]) {
    let sections = sections(text);
    let found: Vec<(String, SectionKind)> =
        sections.iter().filter_map(|s| Some((s.heading.as_ref()?.text().to_owned(), s.kind))).collect();
    let expected: Vec<(String, SectionKind)> =
        expected.iter().map(|(text, kind)| ((*text).to_owned(), *kind)).collect();
    assert_eq!(found, expected);
}

const JOBS: &str = "Head Chef\t2014 – 2019\nBrasserie Malabar, London\nSous Chef\t2011 – 2014\nHotel Konkan, Mumbai";

#[test]
fn headings_that_nobody_knows_are_found_and_told_by_their_content() {
    let text = format!(
        "Ada Lov\n! In the pan\n{JOBS}\n! Before that\nDiploma, Cooking\t2005 – 2008\nUniversity of Goa\n\
         ! Chatter\nEnglish: fluent\nHindi: native\n! Odds\nKnives\nA large pot"
    );
    let kinds = [
        ("In the pan", SectionKind::Work),
        ("Before that", SectionKind::Education),
        ("Chatter", SectionKind::Languages),
        ("Odds", SectionKind::Other),
    ];
    check(&text, &kinds);
}

#[test]
fn large_titles_of_entries_are_no_headings() {
    let text = "Ada Lov\n! Head Chef\nCooked\nWashed\n! Sous Chef\nCooked\nWashed\n! Commis Chef\nCooked\nWashed";
    check(text, &[]);
}

#[test]
fn what_a_vocabulary_knows_is_never_altered() {
    let text = format!("Ada Lov\n! Interests\n{JOBS}\n! Skills\nEnglish: fluent");
    check(&text, &[("Interests", SectionKind::Interests), ("Skills", SectionKind::Skills)]);
}

#[test]
fn smaller_headings_of_the_same_kind_stand_within_their_section() {
    let text = "Ada Lov\n! Skills\n**Programming**\nGo, C\n**Tools**\nGit, Make\n**Matters**\nLaw, Order\n! Education\nDiploma\t2005";
    check(text, &[("Skills", SectionKind::Skills), ("Education", SectionKind::Education)]);
}

#[test]
fn the_number_before_a_heading_is_no_part_of_what_it_says() {
    let text = format!("Ada Lov\n! 二、工作经历\n{JOBS}\n! III. Languages\nEnglish: fluent\n! 4 Interests\nKnives");
    let kinds = [
        ("二、工作经历", SectionKind::Work),
        ("III. Languages", SectionKind::Languages),
        ("4 Interests", SectionKind::Interests),
    ];
    check(&text, &kinds);
}

#[test]
fn the_head_of_a_table_is_none_of_its_rows() {
    let sections = sections("Ada Lov\n! Work\n! Period\tEmployer\n2019 – 2021\tAcme Ltd\n2014 – 2019\tGlobex Ltd");
    let rows: Vec<String> = sections.last().into_iter().flat_map(Section::lines).map(Line::text).collect();
    assert_eq!(rows, ["2019 – 2021 Acme Ltd", "2014 – 2019 Globex Ltd"]);
}

#[test]
fn titles_of_cards_are_no_headings_where_others_clearly_are() {
    let text = "Ada Lov\n! Skills\n**Design**\nFigma\n**Research**\nDiary studies\n**Code**\nHTML\n! Education\nDiploma\t2005\n\
                ! Languages\n**Irish**\nnative\n**Old Norse**\nfluent\n! Interests\n**Chess**\nat night";
    let kinds = [
        ("Skills", SectionKind::Skills),
        ("Education", SectionKind::Education),
        ("Languages", SectionKind::Languages),
        ("Interests", SectionKind::Interests),
    ];
    check(text, &kinds);
}

#[test]
fn a_heading_goes_on_only_on_a_line_that_is_aligned_with_it() {
    let heading = |indent: usize| {
        let indent = " ".repeat(indent);
        let sections =
            sections(&format!("Ada Lov\n{indent}! Education\n! Old Abbey\nDiploma, Cooking\t2005\n! Skills\nGo, C"));
        let found = sections.iter().find(|section| section.kind == SectionKind::Education);
        found.and_then(|section| Some(section.heading.as_ref()?.text().to_owned()))
    };
    assert_eq!(heading(0).as_deref(), Some("Education Old Abbey"));
    assert_eq!(heading(30).as_deref(), Some("Education"));
}
