//! What each kind of font, of text and of page gives: small files made here, one for each point.

// A test may panic: that is how it fails.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing)]

use cvparse::pdf::{self, Document, Glyph, Turn};
use cvparse::span::Icon;
use std::fmt::Write;

/// One page: font `F1` is Helvetica, font `F` is what is tested.
struct Sheet {
    content: Vec<u8>,
    font: String,
    page: String,
    /// Further objects, the first of them number 6.
    extra: Vec<Vec<u8>>,
}

impl Sheet {
    fn new(font: &str, content: &str) -> Self {
        Self { content: content.as_bytes().to_vec(), font: font.to_owned(), page: String::new(), extra: Vec::new() }
    }

    fn page(mut self, page: &str) -> Self {
        page.clone_into(&mut self.page);
        self
    }

    fn object(mut self, object: &str) -> Self {
        self.extra.push(object.as_bytes().to_vec());
        self
    }

    fn stream(mut self, entries: &str, content: &[u8]) -> Self {
        self.extra.push(stream(entries, content));
        self
    }

    fn bytes(&self) -> Vec<u8> {
        let mut objects = vec![
            b"<< /Type /Catalog /Pages 2 0 R >>".to_vec(),
            b"<< /Type /Pages /Kids [3 0 R] /Count 1 /MediaBox [0 0 595 842] >>".to_vec(),
            format!("<< /Type /Page /Parent 2 0 R /Contents 4 0 R /Resources << /Font << /F1 {HELVETICA} /F 5 0 R >> >> {} >>", self.page)
                .into_bytes(),
            stream("", &self.content),
            self.font.as_bytes().to_vec(),
        ];
        objects.extend(self.extra.iter().cloned());
        let mut bytes = b"%PDF-1.7\n".to_vec();
        let mut table = format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1);
        for (k, object) in objects.iter().enumerate() {
            let _ = writeln!(table, "{:010} 00000 n ", bytes.len());
            bytes.extend(format!("{} 0 obj\n", k + 1).bytes());
            bytes.extend(object);
            bytes.extend(b"\nendobj\n");
        }
        let start = bytes.len();
        let size = objects.len() + 1;
        bytes.extend(format!("{table}trailer << /Size {size} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n").bytes());
        bytes
    }

    fn read(&self) -> Document {
        pdf::read(&self.bytes()).unwrap()
    }
}

const HELVETICA: &str = "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>";

fn stream(entries: &str, content: &[u8]) -> Vec<u8> {
    let head = format!("<< {entries} /Length {} >> stream\n", content.len());
    [head.as_bytes(), content, b"\nendstream"].concat()
}

#[track_caller]
fn check(sheet: &Sheet, expected: &str) {
    assert_eq!(pdf::crude_text(&sheet.read()).trim(), expected);
}

/// Glyphs that print something.
fn glyphs(document: &Document) -> Vec<&Glyph> {
    document.pages[0].glyphs.iter().filter(|glyph| !glyph.text.trim().is_empty() || glyph.icon.is_some()).collect()
}

/// A `/ToUnicode` table of one-byte codes.
fn to_unicode(pairs: &[(u8, &str)]) -> String {
    let mut rows = String::new();
    for (code, hex) in pairs {
        let _ = write!(rows, "<{code:02X}> <{hex}> ");
    }
    let n = pairs.len();
    format!("begincmap 1 begincodespacerange <00> <FF> endcodespacerange {n} beginbfchar {rows} endbfchar endcmap")
}

// ---- Fonts

#[test]
fn a_type_3_font_is_read_by_its_glyph_names() {
    let font = "<< /Type /Font /Subtype /Type3 /FontBBox [0 0 10 10] /FontMatrix [0.1 0 0 0.1 0 0] /CharProcs << >> \
                /Encoding << /Differences [1 /A /d /a] >> /FirstChar 1 /LastChar 3 /Widths [6 6 6] >>";
    check(&Sheet::new(font, "BT /F 10 Tf 60 700 Td (\\001\\002\\003) Tj ET"), "Ada");
}

#[test]
fn a_bitmap_font_of_tex_is_read_by_its_codes() {
    let font = "<< /Type /Font /Subtype /Type3 /FontBBox [0 0 0 0] /FontMatrix [0.01 0 0 0.01 0 0] /CharProcs << >> \
                /Encoding << /Differences [12 /a12 97 /a97 110 /a110] >> /FirstChar 97 /LastChar 110 \
                /Widths [50 50 50 50 50 50 50 50 50 50 50 50 50 50] >>";
    check(&Sheet::new(font, "BT /F 1 Tf 10 0 0 10 60 700 Tm (\\014) Tj 6 0 Td (an) Tj ET"), "fi an");
}

/// A CFF program with the glyphs `.notdef`, `A`, `d`, `a` at the codes 0, 7, 8, 9 of its own encoding.
fn cff() -> Vec<u8> {
    let index = |parts: &[&[u8]]| {
        let mut bytes = (parts.len() as u16).to_be_bytes().to_vec();
        bytes.push(1);
        let mut at = 1_u8;
        bytes.push(at);
        for part in parts {
            at += part.len() as u8;
            bytes.push(at);
        }
        bytes.extend(parts.concat());
        bytes
    };
    let number = |value: u16| [vec![28], value.to_be_bytes().to_vec()].concat();
    let head = [vec![1, 0, 4, 1], index(&[b"Foo"])].concat();
    // Top DICT: charset, encoding and CharStrings, as offsets that are known once the parts are laid out.
    let top = |charset: u16, encoding: u16, glyphs: u16| {
        index(&[&[number(charset), vec![15], number(encoding), vec![16], number(glyphs), vec![17]].concat()])
    };
    let rest = [vec![0, 0], vec![0, 0]].concat();
    let start = (head.len() + top(0, 0, 0).len() + rest.len()) as u16;
    let charset = [vec![0], [34_u16, 69, 66].into_iter().flat_map(u16::to_be_bytes).collect()].concat();
    let encoding = vec![0, 3, 7, 8, 9];
    let at_encoding = start + charset.len() as u16;
    let at_glyphs = at_encoding + encoding.len() as u16;
    let glyph: &[u8] = &[14];
    [head, top(start, at_encoding, at_glyphs), rest, charset, encoding, index(&[glyph; 4])].concat()
}

#[test]
fn the_encoding_of_a_cff_program_counts_where_the_file_has_none() {
    let font = "<< /Type /Font /Subtype /Type1 /BaseFont /ABCDEF+Foo /FirstChar 7 /LastChar 9 /Widths [600 600 600] \
                /FontDescriptor << /Type /FontDescriptor /FontName /ABCDEF+Foo /Flags 4 /FontFile3 6 0 R >> >>";
    let sheet = Sheet::new(font, "BT /F 10 Tf 60 700 Td <070809> Tj ET").stream("/Subtype /Type1C", &cff());
    check(&sheet, "Ada");
}

#[test]
fn the_encoding_of_a_type_1_program_counts_where_the_file_has_none() {
    let program = b"%!PS-AdobeFont-1.0: Foo\n/Encoding 256 array\n0 1 255 {1 index exch /.notdef put} for\n\
                    dup 1 /A put\ndup 8#2 /d put\ndup 3/a put\nreadonly def\ncurrentfile eexec\n";
    let font = "<< /Type /Font /Subtype /Type1 /BaseFont /Foo /FirstChar 1 /LastChar 3 /Widths [600 600 600] \
                /FontDescriptor << /Type /FontDescriptor /FontName /Foo /Flags 4 /FontFile 6 0 R >> >>";
    check(&Sheet::new(font, "BT /F 10 Tf 60 700 Td <010203> Tj ET").stream("", program), "Ada");
}

#[test]
fn a_table_that_gives_every_code_the_same_character_is_not_believed() {
    let rows: Vec<(u8, &str)> = (b'A'..=b'z').map(|code| (code, "0041")).collect();
    let font = "<< /Type /Font /Subtype /Type1 /BaseFont /Foo /Encoding /WinAnsiEncoding /FirstChar 65 /LastChar 122 \
                /Widths [600 600 600 600 600 600 600 600 600 600 600 600 600 600 600 600 600 600 600 600 600 600 600 \
                600 600 600 600 600 600 600 600 600 600 600 600 600 600 600 600 600 600 600 600 600 600 600 600 600 \
                600 600 600 600 600 600 600 600 600 600] /ToUnicode 6 0 R >>";
    let sheet = Sheet::new(font, "BT /F 10 Tf 60 700 Td (Byron) Tj ET").stream("", to_unicode(&rows).as_bytes());
    check(&sheet, "Byron");
}

#[test]
fn a_table_of_private_characters_is_not_believed() {
    let rows = [(b'A', "E041"), (b'd', "F064"), (b'a', "E061")];
    let font = "<< /Type /Font /Subtype /Type1 /BaseFont /Foo /Encoding /WinAnsiEncoding /ToUnicode 6 0 R >>";
    let sheet = Sheet::new(font, "BT /F 10 Tf 60 700 Td (Ada) Tj ET").stream("", to_unicode(&rows).as_bytes());
    check(&sheet, "Ada");
}

/// A composite font that is not embedded.
fn composite(encoding: &str, ordering: &str, more: &str) -> String {
    format!(
        "<< /Type /Font /Subtype /Type0 /BaseFont /Foo /Encoding /{encoding} /DescendantFonts [<< /Type /Font \
         /Subtype /CIDFontType0 /BaseFont /Foo /CIDSystemInfo << /Registry (Adobe) /Ordering ({ordering}) \
         /Supplement 2 >> {more} >>] >>"
    )
}

#[test]
fn predefined_maps_of_east_asia_are_known() {
    for (encoding, ordering, codes, expected) in [
        ("UniGB-UCS2-H", "GB1", "5F205317", "张北"),
        ("GBK-EUC-H", "GB1", "D5C5B1B1", "张北"),
        ("GB-EUC-H", "GB1", "D5C5B1B1", "张北"),
        ("90ms-RKSJ-H", "Japan1", "8E5293634142", "山田AB"),
        ("UniJIS-UTF16-H", "Japan1", "5C717530", "山田"),
        ("ETen-B5-H", "CNS1", "A4A4A4E5", "中文"),
        ("KSCms-UHC-H", "Korea1", "B1E8C3B6", "김철"),
        ("UniKS-UCS2-H", "Korea1", "AE40CCA0", "김철"),
    ] {
        let content = format!("BT /F 10 Tf 60 700 Td <{codes}> Tj ET");
        check(&Sheet::new(&composite(encoding, ordering, ""), &content), expected);
    }
}

#[test]
fn widths_of_single_glyphs_and_of_ranges_place_the_next_one() {
    let font = composite("Identity-H", "Identity", "/DW 1000 /W [1 [250 500] 10 12 750]");
    let document = Sheet::new(&font, "BT /F 10 Tf 60 700 Td <0001 0002 000B 0020> Tj ET").read();
    let ends: Vec<f32> = document.pages[0].glyphs.iter().map(|glyph| glyph.x1.0).collect();
    for (end, expected) in ends.iter().zip([62.5, 67.5, 75.0, 85.0]) {
        assert!((end - expected).abs() < 0.01, "{ends:?}");
    }
}

#[test]
fn vertical_writing_runs_down_the_page() {
    for encoding in ["UniGB-UCS2-V", "Identity-V"] {
        let font = composite(encoding, "GB1", "");
        let document = Sheet::new(&font, "BT /F 10 Tf 300 700 Td <5F2053174EAC> Tj ET").read();
        let glyphs = &document.pages[0].glyphs;
        assert!(glyphs.iter().all(|glyph| glyph.turn == Turn::Clockwise), "{glyphs:?}");
        assert!((glyphs[0].x0.0 - 142.0).abs() < 0.1 && (glyphs[1].x0.0 - 152.0).abs() < 0.1, "{glyphs:?}");
    }
}

#[test]
fn vertical_advances_are_those_of_w2_and_dw2() {
    for (more, expected) in [("/W2 [1 [-700 500 880]]", 7.0), ("/W2 [1 3 -600 500 880]", 6.0), ("/DW2 [880 -500]", 5.0)]
    {
        let font = composite("Identity-V", "Identity", more);
        let document = Sheet::new(&font, "BT /F 10 Tf 300 700 Td <00010002> Tj ET").read();
        let glyphs = &document.pages[0].glyphs;
        let advance = glyphs[1].x0.0 - glyphs[0].x0.0;
        assert!((advance - expected).abs() < 0.01, "{more}: {advance}");
    }
}

// ---- Text as a person reads it

#[test]
fn accents_that_old_fonts_print_apart_are_on_their_letters() {
    // OT1: acute is 19, dieresis 127, cedilla 24, dotless i 16; each is printed over its letter.
    let font = "<< /Type /Font /Subtype /Type1 /BaseFont /CMR10 /FirstChar 16 /LastChar 127 /Encoding << /Differences \
                [16 /dotlessi 19 /acute 24 /cedilla 127 /dieresis] >> >>";
    let content = "BT /F 10 Tf 60 700 Td (Ren) Tj [(\\023) 333 (e)] TJ ET \
                   BT /F 10 Tf 60 680 Td (na) Tj [(\\177) 305 (\\020) ] TJ (ve) Tj ET \
                   BT /F 10 Tf 60 660 Td (gar) Tj [(c) 416 (\\030) -0 (on)] TJ ET";
    let text = pdf::crude_text(&Sheet::new(font, content).read());
    assert!(text.contains("René") && text.contains("naïve"), "{text}");
    assert!(text.contains("garçon"), "{text}");
}

#[test]
fn ligatures_and_hyphens_come_out_as_they_are_typed() {
    let rows = [(1, "FB03"), (2, "2011"), (3, "00AD"), (4, "00650301"), (5, "00A0")];
    let font = "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /ToUnicode 6 0 R >>";
    let content = "BT /F 10 Tf 60 700 Td (o\\001ce e\\002mail co\\003op caf\\004 a\\005b) Tj ET";
    check(&Sheet::new(font, content).stream("", to_unicode(&rows).as_bytes()), "office e-mail co-op café a b");
}

#[test]
fn a_text_printed_twice_is_once_and_bold() {
    let twice = "BT /F1 10 Tf 60 700 Td (Skills) Tj ET BT /F1 10 Tf 60.3 700 Td (Skills) Tj ET";
    let document = Sheet::new(HELVETICA, twice).read();
    assert_eq!(pdf::crude_text(&document).trim(), "Skills");
    assert!(glyphs(&document).iter().all(|glyph| glyph.fake_bold));
    let stroked = Sheet::new(HELVETICA, "BT 2 Tr /F1 10 Tf 60 700 Td (Skills) Tj ET").read();
    assert!(glyphs(&stroked).iter().all(|glyph| glyph.fake_bold));
}

#[test]
fn leftward_text_comes_in_reading_order() {
    let rows = [(1, "05E9"), (2, "05DC"), (3, "05D5"), (4, "05DD")];
    let font = "<< /Type /Font /Subtype /Type1 /BaseFont /Foo /ToUnicode 6 0 R >>";
    let content = "BT /F 10 Tf 60 700 Td <04030201> Tj ET";
    check(&Sheet::new(font, content).stream("", to_unicode(&rows).as_bytes()), "שלום");
}

#[test]
fn a_glyph_of_an_icon_font_is_an_icon_and_never_a_letter() {
    for (name, expected) in [("envelope", Icon::Email), ("phone", Icon::Phone), ("github", Icon::GitHub)] {
        let font = format!(
            "<< /Type /Font /Subtype /Type1 /BaseFont /ABCDEF+FontAwesome5Free-Solid /FirstChar 97 /LastChar 97 \
             /Widths [1000] /Encoding << /Differences [97 /{name}] >> >>"
        );
        let content = "BT /F 10 Tf 60 700 Td (a) Tj /F1 10 Tf (ada@example.org) Tj ET";
        let document = Sheet::new(&font, content).read();
        assert_eq!(glyphs(&document)[0].icon, Some(expected));
        assert_eq!(pdf::crude_text(&document).trim(), "ada@example.org");
    }
}

#[test]
fn an_icon_before_an_address_is_no_part_of_it() {
    let font =
        "<< /Type /Font /Subtype /Type1 /BaseFont /ABCDEF+FontAwesome /FirstChar 97 /LastChar 97 /Widths [800] >>";
    let content =
        "BT /F1 20 Tf 60 760 Td (Ada Byron) Tj ET BT /F 10 Tf 60 700 Td (a) Tj /F1 10 Tf (ada@example.org) Tj ET";
    let parsed = cvparse::parse(&Sheet::new(font, content).bytes(), &cvparse::Options::default()).unwrap();
    assert_eq!(parsed.cv.basics.email.unwrap().value, "ada@example.org");
}

/// The lines of a sheet, as the layout has them.
fn lines(sheet: &Sheet) -> String {
    cvparse::layout::lay_out(&sheet.read()).text()
}

#[test]
fn a_letter_spaced_heading_is_a_word() {
    for heading in ["6 Tc (EDUCATION) Tj 0 Tc", "(E D U C A T I O N) Tj"] {
        let content = format!("BT /F1 12 Tf 60 700 Td {heading} 0 -20 Td /F1 10 Tf (BSc Mathematics, London) Tj ET");
        let text = lines(&Sheet::new(HELVETICA, &content));
        assert!(text.contains("EDUCATION"), "{heading}: {text}");
    }
}

#[test]
fn small_capitals_are_one_word_at_two_sizes() {
    let content = "BT /F1 14 Tf 60 700 Td (P) Tj /F1 11 Tf (EKING ) Tj /F1 14 Tf (U) Tj /F1 11 Tf (NIVERSITY) Tj ET";
    let text = lines(&Sheet::new(HELVETICA, content));
    assert_eq!(text.trim().to_lowercase(), "peking university");
}

#[test]
fn a_raised_mark_stays_on_its_line() {
    let content = "BT /F1 10 Tf 60 700 Td (Ada Byron) Tj /F1 6 Tf 4 Ts (*) Tj 0 Ts /F1 10 Tf (, Charles Babbage) Tj ET";
    let text = lines(&Sheet::new(HELVETICA, content));
    assert_eq!(text.trim().lines().count(), 1, "{text}");
    assert!(text.contains("Charles Babbage"), "{text}");
}

// ---- Geometry

#[test]
fn turned_pages_and_turned_text_cancel_out() {
    let content = "BT /F1 10 Tf 0 1 -1 0 100 60 Tm (Ada Byron) Tj ET";
    let document = Sheet::new(HELVETICA, content).page("/Rotate 90").read();
    assert!(glyphs(&document).iter().all(|glyph| glyph.turn == Turn::Upright));
    let page = &document.pages[0];
    assert!((page.width.0 - 842.0).abs() < 0.1 && (glyphs(&document)[0].x0.0 - 60.0).abs() < 0.1, "{page:?}");
}

#[test]
fn text_set_aslant_stands_on_one_baseline() {
    for (cos, sin) in [(0.9925, 0.1219), (0.9925, -0.1219), (0.1219, 0.9925), (0.7072, 0.7069)] {
        let content = format!("BT /F1 10 Tf {cos} {sin} {} {cos} 200 400 Tm (ada.byron@example.org) Tj ET", -sin);
        let document = Sheet::new(HELVETICA, &content).read();
        let first = glyphs(&document)[0].baseline;
        assert!(glyphs(&document).iter().all(|glyph| (glyph.baseline - first).abs().0 < 0.1), "{cos} {sin}");
        assert_eq!(pdf::crude_text(&document).trim(), "ada.byron@example.org");
    }
}

#[test]
fn what_lies_outside_the_crop_box_is_off_the_page_and_its_corner_is_the_origin() {
    let content = "BT /F1 10 Tf 150 650 Td (In) Tj ET BT /F1 10 Tf 20 20 Td (Out) Tj ET";
    let document = Sheet::new(HELVETICA, content).page("/CropBox [100 400 500 700]").read();
    let page = &document.pages[0];
    assert_eq!((page.width.0, page.height.0), (400.0, 300.0));
    assert!((page.glyphs[0].x0.0 - 50.0).abs() < 0.1 && (page.glyphs[0].baseline.0 - 50.0).abs() < 0.1);
    assert_eq!(pdf::crude_text(&document).trim(), "In");
}

#[test]
fn a_user_unit_makes_everything_larger() {
    let document = Sheet::new(HELVETICA, "BT /F1 10 Tf 60 700 Td (Ada) Tj ET").page("/UserUnit 2").read();
    let page = &document.pages[0];
    assert_eq!((page.width.0, page.glyphs[0].em.0, page.glyphs[0].x0.0), (1190.0, 20.0, 120.0));
}

#[test]
fn rules_boxes_and_links_are_kept_with_their_places() {
    let content = "BT /F1 10 Tf 60 700 Td (Ada) Tj ET 60 690 m 500 690 l S 0.9 g 60 600 100 50 re f";
    let link = "/Annots [<< /Subtype /Link /Rect [60 695 90 712] /A << /S /URI /URI (https://ada.example) >> >>]";
    let document = Sheet::new(HELVETICA, content).page(link).read();
    let page = &document.pages[0];
    assert_eq!((page.rules.len(), page.fills.len(), page.links.len()), (1, 1, 1));
    assert!(page.links[0].bbox.contains(page.glyphs[0].x0, page.glyphs[0].baseline));
    assert_eq!(&*page.links[0].uri, "https://ada.example");
}

// ---- Form fields

#[test]
fn a_field_without_an_appearance_shows_its_value() {
    let field = "/Annots [<< /Subtype /Widget /Rect [60 600 300 620] /Parent 6 0 R /DA (/Helv 9 Tf 0 g) >> \
                 << /Subtype /FreeText /Rect [60 500 300 520] /Contents (a free text) >> \
                 << /Subtype /Widget /FT /Tx /Ff 8192 /V (secret) /Rect [60 400 300 420] >> \
                 << /Subtype /Widget /F 2 /FT /Tx /V (unseen) /Rect [60 300 300 320] >>]";
    let parent = "<< /FT /Tx /T (mail) /V (ada@example.org) >>";
    let sheet = Sheet::new(HELVETICA, "BT /F1 10 Tf 60 700 Td (Form) Tj ET").page(field).object(parent);
    check(&sheet, "Form\nada@example.org\na free text");
    let document = sheet.read();
    let value = document.pages[0].glyphs.iter().find(|glyph| glyph.text == "@").unwrap();
    assert!((value.em.0 - 9.0).abs() < 0.01 && (222.0..242.0).contains(&value.baseline.0), "{value:?}");
}
