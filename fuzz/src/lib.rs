//! What the fuzz targets share: a small PDF around the part of it that is fuzzed, so that the fuzzer spends its time on
//! that part and not on cross references.

/// A PDF of numbered objects, the first of which is its catalogue, with a correct table of where they are.
#[must_use]
pub fn pdf(objects: &[Vec<u8>]) -> Vec<u8> {
    let mut bytes = b"%PDF-1.7\n".to_vec();
    let mut table = format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1);
    for (object, number) in objects.iter().zip(1..) {
        table += &format!("{:010} 00000 n \n", bytes.len());
        bytes.extend(format!("{number} 0 obj\n").bytes());
        bytes.extend(object);
        bytes.extend(b"\nendobj\n");
    }
    let start = bytes.len();
    let size = objects.len() + 1;
    bytes.extend(format!("{table}trailer << /Size {size} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n").bytes());
    bytes
}

/// A stream object with these entries in its dictionary.
#[must_use]
pub fn stream(entries: &str, content: &[u8]) -> Vec<u8> {
    let head = format!("<< {entries} /Length {} >> stream\n", content.len());
    [head.as_bytes(), content, b"\nendstream"].concat()
}

/// One page with this content: fonts `F1` (simple) and `F2` (composite), image `I`, form `X`, parameters `G`.
/// `font_map` is the `/ToUnicode` of both fonts, `code_map` the encoding of the composite one.
#[must_use]
pub fn page(content: &[u8], font_map: &[u8], code_map: &[u8]) -> Vec<u8> {
    let resources = "<< /Font << /F1 5 0 R /F2 6 0 R >> /XObject << /I 10 0 R /X 11 0 R >> \
         /ExtGState << /G << /ca 0.5 /BM /Multiply >> >> /Properties << /P << /ActualText (x) >> >> >>";
    pdf(&[
        b"<< /Type /Catalog /Pages 2 0 R >>".to_vec(),
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 /MediaBox [0 0 595 842] >>".to_vec(),
        format!("<< /Type /Page /Parent 2 0 R /Contents 4 0 R /Resources {resources} >>").into_bytes(),
        stream("", content),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding /ToUnicode 8 0 R >>".to_vec(),
        b"<< /Type /Font /Subtype /Type0 /BaseFont /Any /Encoding 9 0 R /DescendantFonts [7 0 R] /ToUnicode 8 0 R >>".to_vec(),
        b"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Any /CIDSystemInfo << /Registry (Adobe) /Ordering (Japan1) \
          /Supplement 2 >> /W [1 [500 600] 3 9 700] /W2 [1 [-900 500 800]] >>"
            .to_vec(),
        stream("", font_map),
        stream("/Type /CMap /CMapName /Any", code_map),
        stream("/Subtype /Image /Width 1 /Height 1 /BitsPerComponent 8 /ColorSpace /DeviceGray", b"0"),
        stream("/Subtype /Form /BBox [0 0 595 842] /Resources << /Font << /F1 5 0 R >> >>", b"BT /F1 9 Tf (x) Tj ET"),
    ])
}
