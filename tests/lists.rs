//! Lists of publications whose entries are spread over lines: who wrote what, where and when.

#![allow(clippy::unwrap_used, missing_docs)]

use cvparse::{Options, parse};

/// Authors, title, venue and date of a publication.
type Row = (&'static str, &'static str, &'static str, &'static str);

/// As wide as a page: what is shorter does not wrap.
const SUMMARY: &str =
    "A researcher of small things with an interest in how they are kept, how they are lost, and what it costs us.";

/// The publications of a CV that is a name and this list.
#[track_caller]
fn check(list: &str, expected: &[Row]) {
    let cv = parse(format!("Anna Bee\n\nSummary\n{SUMMARY}\n\nPublications\n\n{list}").as_bytes(), &Options::default())
        .unwrap()
        .cv;
    let text = |value: Option<&cvparse::model::Text>| value.map(|text| text.value.clone()).unwrap_or_default();
    let found = cv.publications.iter().map(|found| {
        let names: Vec<&str> = found.authors.iter().map(|author| author.value.as_str()).collect();
        let printed = found.release_date.as_ref().map(|date| date.value.to_string()).unwrap_or_default();
        (names.join("; "), text(found.name.as_ref()), text(found.venue.as_ref()), printed)
    });
    let owned = |row: &Row| (row.0.to_owned(), row.1.to_owned(), row.2.to_owned(), row.3.to_owned());
    assert_eq!(found.collect::<Vec<_>>(), expected.iter().map(owned).collect::<Vec<_>>());
}

const AUTHORS: [&str; 3] = ["Anna Bee; Carl Dee", "Carl Dee; Eve Foxglove; Anna Bee", "Anna Bee; Ida Hollis"];

#[test]
fn authors_stand_as_a_bullet_below_title_and_venue() {
    check(
        "Why caches forget under heavy load\nEuroSys'21 Apr. 2021\n• Anna Bee, Carl Dee\n\n\
         Fair queues considered slow\nNSDI'23 Apr. 2023\n• Carl Dee, Eve Foxglove, Anna Bee\n\n\
         A survey of small things in storage systems\nTOCS'24 Jan. 2024\n• Anna Bee, Ida Hollis\n",
        &[
            (AUTHORS[0], "Why caches forget under heavy load", "EuroSys'21", "2021-04"),
            (AUTHORS[1], "Fair queues considered slow", "NSDI'23", "2023-04"),
            (AUTHORS[2], "A survey of small things in storage systems", "TOCS'24", "2024-01"),
        ],
    );
}

#[test]
fn dates_stand_at_the_right_of_titles() {
    check(
        "Why caches forget under heavy load\t2021\nAnna Bee, Carl Dee\nNature Physics, 12(3):45–67\n\n\
         Fair queues considered slow\t2023\nCarl Dee, Eve Foxglove, Anna Bee\nPhysical Review Letters, 99:1–4\n\n\
         A survey of small things\t2024\nAnna Bee, Ida Hollis\nThe ISME Journal, 15:3044–3057\n",
        &[
            (AUTHORS[0], "Why caches forget under heavy load", "Nature Physics", "2021"),
            (AUTHORS[1], "Fair queues considered slow", "Physical Review Letters", "2023"),
            (AUTHORS[2], "A survey of small things", "The ISME Journal", "2024"),
        ],
    );
}

#[test]
fn venues_stand_behind_words_that_say_so() {
    check(
        "Why caches forget under heavy load\nPublished in The Economist\nApr 2021\nAnna Bee, Carl Dee\n\n\
         Fair queues considered slow\nPublished in Journal of Queues\nMay 2023\nCarl Dee, Eve Foxglove, Anna Bee\n\n\
         A survey of small things\nPublished in ACM Computing Surveys\nJan 2024\nAnna Bee, Ida Hollis\n",
        &[
            (AUTHORS[0], "Why caches forget under heavy load", "The Economist", "2021-04"),
            (AUTHORS[1], "Fair queues considered slow", "Journal of Queues", "2023-05"),
            (AUTHORS[2], "A survey of small things", "ACM Computing Surveys", "2024-01"),
        ],
    );
}

#[test]
fn lines_out_of_order_go_back_to_their_titles() {
    let entry = |title: &str, authors: &str, venue: &str| format!("{title}\n{authors}\n{venue}\n");
    let list = [
        entry("Why caches forget under heavy load 2021", "Anna Bee, Carl Dee", "(Nature Physics, 12(3):45–67)"),
        entry("Fair queues considered slow 2022", "Carl Dee, Anna Bee", "(Physical Review Letters, 99:1–4)"),
        entry("The price of a lock in the kernel 2022", "Anna Bee, Eve Foxglove", "(Ecology Letters, 7:8–9)"),
        // The people of the second work and its title, turned round.
        "A survey of small things in storage 2023\nAnna Bee, Ida Hollis\nCarl Dee, Eve Foxglove, Anna Bee\n\
         (ACM Computing Surveys, 15:3044–3057)\nQueues that never end 2024\n(Annals of Botany, 93:411–419)\n"
            .to_owned(),
        entry("On the fairness of small caches 2024", "Anna Bee, Carl Dee", "(New Phytologist, 241(3):1190–1204)"),
    ];
    check(
        &list.concat(),
        &[
            (AUTHORS[0], "Why caches forget under heavy load", "Nature Physics", "2021"),
            ("Carl Dee; Anna Bee", "Fair queues considered slow", "Physical Review Letters", "2022"),
            ("Anna Bee; Eve Foxglove", "The price of a lock in the kernel", "Ecology Letters", "2022"),
            (AUTHORS[2], "A survey of small things in storage", "ACM Computing Surveys", "2023"),
            (AUTHORS[1], "Queues that never end", "Annals of Botany", "2024"),
            (AUTHORS[0], "On the fairness of small caches", "New Phytologist", "2024"),
        ],
    );
}

#[test]
fn a_list_read_twice_counts_once() {
    check(
        "Why caches forget under heavy load 2021\nAnna Bee, Carl Dee\n(Nature Physics, 12(3):45–67)\n\
         Fair queues considered slow 2022\ncarl dce, evc foxg1ove, anna bec\nCarl Dee, Eve Foxglove, Anna Bee\n\
         (Physical Review Letters, 99:1–4)\n\
         A survey of small things in storage 2023\nAnna Bee, Ida Hollis\n(ACM Computing Surveys, 15:3044–3057)\n",
        &[
            (AUTHORS[0], "Why caches forget under heavy load", "Nature Physics", "2021"),
            (AUTHORS[1], "Fair queues considered slow", "Physical Review Letters", "2022"),
            (AUTHORS[2], "A survey of small things in storage", "ACM Computing Surveys", "2023"),
        ],
    );
}
