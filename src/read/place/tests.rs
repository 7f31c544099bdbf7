//! Tables of places and of what looks like one.

use super::*;

#[track_caller]
fn check(cases: &[&str], low: f32, high: f32) {
    for text in cases {
        let found = likeness(text, Vocabulary::all());
        assert!((low..=high).contains(&found), "{text:?}: {found}");
    }
}

#[test]
fn places_are_likely() {
    let cases = [
        "Boston, MA",
        "Zürich, Schweiz",
        "北京",
        "Chicago, Illinois, USA",
        "Reykjavík, Iceland",
        "London, UK",
        "Remote",
        "Online",
        "Fairhaven, MA",
        "Reyðarfjörður, Iceland",
        "Oak Park, IL",
        "Munich, Germany",
        "İstanbul, Turkey",
        "Punta Cana, Dominican Republic",
        "New York, NY",
        "London",
        "Lyon",
        "Berlin (Germany)",
        "Chicago IL",
        "上海，中国",
        "北京市海淀区",
        "Greater Boston Area",
        "Paris, France",
        "Iceland",
        "Seoul, South Korea",
        "Coimbra, Portugal",
        "São Paulo, SP",
        "Wien, Österreich",
        "Genève, Suisse",
        "Valladolid",
        "Salamanca",
        "Tübingen",
        "Cambridge, Massachusetts",
        "Remote / London",
        "São Paulo - SP, Brasil",
    ];
    check(&cases, 0.6, 1.0);
}

#[test]
fn what_only_names_a_place_is_unlikely() {
    let cases = [
        "",
        "University of Boston",
        "Boston Consulting Group",
        "Paris Hilton",
        "Jack London",
        "Software Engineer",
        "Universität Zürich",
        "北京大学",
        "Siemens AG, München",
        "Head of Sales, Europe Region",
        "Boston Dynamics",
        "Berlin Institute of Health",
        "Worked in Paris and London",
        "2019",
        "Deutsch",
        "PhD, Physics",
        "Java, Python",
        "Professor, University of Iceland",
        "ETH Zürich",
        "I live in Berlin",
        "Jane Doe, PhD",
        "Machine Learning, Rust",
        "Lyon Métropole Habitat",
        "jane@example.org",
        "https://example.org",
        "Manager, London",
        "中国银行",
        "Lisbon School of Economics",
    ];
    check(&cases, 0.0, 0.3);
}

#[test]
fn a_city_that_is_a_word_too_is_in_between() {
    check(&["Jackson", "Nice", "Florencia"], 0.3, 0.75);
}

#[track_caller]
fn parts(text: &str) -> String {
    let Some(found) = address(text, Vocabulary::all()) else { return "-".to_owned() };
    let of = |range: Option<Range<usize>>| range.map_or("", |range| &text[range]);
    let country = found.country.map_or("", |(_, code)| code);
    [of(found.street), of(found.postal_code), of(found.city), of(found.region), country].join(" | ")
}

#[test]
fn addresses() {
    let cases = [
        (
            "2210 W. Larkspur Ave., Apt 5B, 60622 Chicago, IL, USA",
            "2210 W. Larkspur Ave., Apt 5B | 60622 | Chicago | IL | US",
        ),
        ("2210 W. Larkspur Ave., Apt 5B, Chicago, IL 60622", "2210 W. Larkspur Ave., Apt 5B | 60622 | Chicago | IL | "),
        (
            "Rua das Amoreiras, 27, 2.º Esq., 3000-121 Coimbra, Portugal",
            "Rua das Amoreiras, 27, 2.º Esq. | 3000-121 | Coimbra |  | PT",
        ),
        ("Hauptstraße 5, 73728 Esslingen", "Hauptstraße 5 | 73728 | Esslingen |  | "),
        ("Hauptstraße 5\n73728 Esslingen\nDeutschland", "Hauptstraße 5 | 73728 | Esslingen |  | DE"),
        ("10115 Berlin", " | 10115 | Berlin |  | "),
        ("D-10115 Berlin", " | 10115 | Berlin |  | "),
        ("Fairhaven, MA", " |  | Fairhaven | MA | "),
        ("C/ Cigüeña, 8, 3.º B, 47010 Valladolid (España)", "C/ Cigüeña, 8, 3.º B | 47010 | Valladolid |  | ES"),
        ("London, UK", " |  | London |  | GB"),
        ("10 Downing Street, London SW1A 2AA, United Kingdom", "10 Downing Street | SW1A 2AA | London |  | GB"),
        ("12 rue des Lilas, 69004 Lyon, France", "12 rue des Lilas | 69004 | Lyon |  | FR"),
        ("Bahnhofstrasse 12, CH-8001 Zürich", "Bahnhofstrasse 12 | 8001 | Zürich |  | "),
        ("Mekelweg 4, 2628 CD Delft, The Netherlands", "Mekelweg 4 | 2628 CD | Delft |  | NL"),
        ("Address: 5 Main St, Springfield, IL 62701", "5 Main St | 62701 | Springfield | IL | "),
        ("Tübingen, Germany", " |  | Tübingen |  | DE"),
        ("Chicago, Illinois, USA", " |  | Chicago | Illinois | US"),
        ("60622 Chicago, IL, USA", " | 60622 | Chicago | IL | US"),
        ("北京市海淀区中关村大街27号 100080", "海淀区中关村大街27号 | 100080 | 北京市 |  | "),
        ("Via Garibaldi 12, 20121 Milano (MI), Italia", "Via Garibaldi 12 | 20121 | Milano | MI | IT"),
        ("Rua Augusta, 1200, São Paulo - SP, 01304-001, Brasil", "Rua Augusta, 1200 | 01304-001 | São Paulo | SP | BR"),
        ("Software Engineer", "-"),
        ("+49 711 123456", "-"),
        ("2019", "-"),
        ("jane@example.org", "-"),
        ("12 years of experience in 2019", "-"),
        ("Worked on 3 projects, 2010 Award", "-"),
    ];
    let wrong: Vec<_> = cases.iter().map(|(t, e)| (*t, parts(t), *e)).filter(|(_, found, e)| found != e).collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}
