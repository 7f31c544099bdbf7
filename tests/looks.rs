//! References of every look: who wrote what, where and when.

#![allow(missing_docs)]

use cvparse::cli::cite::read;

/// A reference, its authors, title, venue and date.
type Row = (&'static str, &'static str, &'static str, &'static str, &'static str);

#[track_caller]
fn check(rows: &[Row]) {
    for (reference, authors, title, venue, date) in rows {
        let found = read(reference);
        let text = |value: Option<&cvparse::model::Text>| value.map(|text| text.value.clone()).unwrap_or_default();
        let names: Vec<&str> = found.authors.iter().map(|author| author.value.as_str()).collect();
        let printed = found.release_date.as_ref().map(|date| date.value.to_string()).unwrap_or_default();
        let actual = (names.join("; "), text(found.name.as_ref()), text(found.venue.as_ref()), printed);
        assert_eq!(actual, ((*authors).into(), (*title).into(), (*venue).into(), (*date).into()), "{reference}");
    }
}

#[test]
fn citation_styles_are_read() {
    check(&[
        (
            "Anna Bee and Carl Dee. A theory of small things. Journal of Applied Smallness, 12(3):45–67, 2019.",
            "Anna Bee; Carl Dee",
            "A theory of small things",
            "Journal of Applied Smallness",
            "2019",
        ),
        (
            "[2] A. Bee and C. Dee, “Fast paths: Why caches forget,” in Proc. 21st USENIX Conf. File Storage Technol. (FAST), Santa Clara, CA, USA, Feb. 2023, pp. 1–14.",
            "A. Bee; C. Dee",
            "Fast paths: Why caches forget",
            "Proc. 21st USENIX Conf. File Storage Technol. (FAST)",
            "2023-02",
        ),
        (
            "Bee, A. M., Dee, C., & Foxglove, E. (2019). A theory of small things: Why size matters. Journal of Applied Smallness, 12(3), 45–67.",
            "Bee, A. M.; Dee, C.; Foxglove, E.",
            "A theory of small things: Why size matters",
            "Journal of Applied Smallness",
            "2019",
        ),
        (
            "Bee, A., Dee, C. & Foxglove, E. A theory of small things. Nature 512, 45–67 (2019).",
            "Bee, A.; Dee, C.; Foxglove, E.",
            "A theory of small things",
            "Nature",
            "2019",
        ),
        (
            "Bee AM, Dee C, Foxglove E, et al. A theory of small things. J Appl Small. 2019 Mar;12(3):45-67.",
            "Bee AM; Dee C; Foxglove E",
            "A theory of small things",
            "J Appl Small",
            "2019-03",
        ),
        (
            "BEE A, DEE C, FOXGLOVE E. A theory of small things[J]. Journal of Applied Smallness, 2019, 12(3): 45-67.",
            "BEE A; DEE C; FOXGLOVE E",
            "A theory of small things",
            "Journal of Applied Smallness",
            "2019",
        ),
        (
            "陈思远，赵琳，吴浩然. 面向司法文书的事件抽取方法[J]. 软件学报, 2022, 33(1): 45-67.",
            "陈思远; 赵琳; 吴浩然",
            "面向司法文书的事件抽取方法",
            "软件学报",
            "2022",
        ),
        (
            "Bee, A.; Dee, C.; Foxglove, E. Why Caches Forget. Sensors 2020, 20, 1234.",
            "Bee, A.; Dee, C.; Foxglove, E.",
            "Why Caches Forget",
            "Sensors",
            "2020",
        ),
        (
            "Bee, Anna / Dee, Carl (2019): Warum Caches vergessen. In: Zeitschrift für Kleines 12 (3), S. 45–67.",
            "Bee, Anna; Dee, Carl",
            "Warum Caches vergessen",
            "Zeitschrift für Kleines",
            "2019",
        ),
        (
            "2021 | Why caches forget. A. Bee, C. Dee. SIGCOMM 2021, Virtual Event.",
            "A. Bee; C. Dee",
            "Why caches forget",
            "SIGCOMM 2021",
            "2021",
        ),
    ]);
}

#[test]
fn names_and_titles_of_every_kind_are_read() {
    check(&[
        (
            "M. L. King, Jr., R. Abernathy III, and the ATLAS Collaboration. Search for new particles at √s = 13 TeV. Phys. Rev. D 104, 112005 (2021).",
            "M. L. King, Jr.; R. Abernathy III; the ATLAS Collaboration",
            "Search for new particles at √s = 13 TeV",
            "Phys. Rev. D",
            "2021",
        ),
        (
            "A. Bee†, C. Dee, E. Foxglove, and 12 others. A theory of small things. arXiv:2401.01234, 2024.",
            "A. Bee; C. Dee; E. Foxglove",
            "A theory of small things",
            "arXiv",
            "2024",
        ),
        (
            "Bee, A., Dee, C., ... & Foxglove, E. (2019). Why caches forget. Nature Methods, 16(4), 345-350.",
            "Bee, A.; Dee, C.; Foxglove, E.",
            "Why caches forget",
            "Nature Methods",
            "2019",
        ),
        (
            "Anna Bee, Carl Dee et al. Is write amplification still a problem? In HotStorage ’21, Oct. 2021.",
            "Anna Bee; Carl Dee",
            "Is write amplification still a problem?",
            "HotStorage ’21",
            "2021-10",
        ),
        ("Bee, A. (to appear). “What is ‘small’?” Mind & Matter.", "Bee, A.", "What is ‘small’?", "Mind & Matter", ""),
        (
            "A. Bee and C. Dee. A theory of small things. Under review at ICML 2025.",
            "A. Bee; C. Dee",
            "A theory of small things",
            "ICML 2025",
            "2025",
        ),
        (
            "A. Bee and C. Dee. A theory of small things. bioRxiv 2023.05.11.540999 (2023).",
            "A. Bee; C. Dee",
            "A theory of small things",
            "bioRxiv",
            "2023",
        ),
    ]);
}

#[test]
fn kinds_of_works_are_told() {
    for (reference, kind) in [
        ("Anna Bee. A theory of small things. PhD thesis, University of Kirkwall, June 2019.", "thesis"),
        ("Bee, A., & Dee, C. (Eds.). (2018). Handbook of small things. Springer.", "book"),
        (
            "Bee, A. (2018). Small things in context. In C. Dee & E. Foxglove (Eds.), Handbook of small things (pp. 45–67). Oxford University Press.",
            "chapter",
        ),
        (
            "Bee, A. & Dee, C. A theory of small things. Technical Report TR-2019-12, University of Kirkwall, 2019.",
            "report",
        ),
        ("A. Bee, C. Dee. Method for sorting small things. US Patent 10,123,456, issued May 7, 2019.", "patent"),
        (
            "Bee, A. (2021). smallthings: tools for small things (Version 0.3) [Computer software]. https://github.com/abee/smallthings",
            "software",
        ),
        ("A. Bee, C. Dee. Why caches forget. PLoS ONE 14(3): e0213456, 2019.", "article-journal"),
    ] {
        let found = read(reference).kind.map(|kind| kind.value);
        assert_eq!(found.as_deref(), Some(kind), "{reference}");
    }
}
