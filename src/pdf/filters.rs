//! Stream filters: encoded bytes to plain ones, as far as they go.
//!
//! In: the bytes of a stream and the name and parameters of one filter. Out: what the filter gives, and whether it came
//! to its proper end. Damage never costs what stands before it: a stream that breaks in its middle yields its first
//! half. Nothing here knows objects or text.

use std::cell::RefCell;

use miniz_oxide::inflate::TINFLStatus as Status;
use miniz_oxide::inflate::core::{DecompressorOxide, decompress, inflate_flags};

use super::tokens::{hex_digit, is_white};

/// Text swells about so many times when it is inflated: the room that is made for it at first.
const USUAL_SWELLING: usize = 4;
/// Bytes of the least room that is made for inflated data.
const MIN_ROOM: usize = 512;
/// Code of LZW that empties the table.
const LZW_CLEAR: usize = 256;
/// Code of LZW that ends the data.
const LZW_END: usize = 257;
/// Bits of the longest code of LZW.
const LZW_MAX_BITS: u32 = 12;

/// What a filter is told beside its bytes (`/DecodeParms`).
#[derive(Debug, Clone, Copy)]
pub struct Params {
    /// 1 is none, 2 is TIFF's, from 10 on PNG's.
    pub predictor: i64,
    /// Samples of a row.
    pub columns: usize,
    /// Components of a sample.
    pub colors: usize,
    /// Bits of a component.
    pub bits: usize,
    /// Codes of LZW grow one code early.
    pub early_change: bool,
}

impl Default for Params {
    fn default() -> Self {
        Self { predictor: 1, columns: 1, colors: 1, bits: 8, early_change: true }
    }
}

/// What a filter gave.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Decoded {
    /// The bytes.
    pub bytes: Vec<u8>,
    /// The data came to their end without damage.
    pub is_whole: bool,
}

/// The data swell beyond what they may.
#[derive(Debug, PartialEq, Eq)]
pub struct TooLong;

/// Undoes one filter; no more than `limit` bytes come out.
///
/// A codec of images gives nothing, for there is no text in it; a name that nobody knows changes nothing.
pub fn decode(name: &[u8], params: Params, input: &[u8], limit: usize) -> Result<Decoded, TooLong> {
    match name {
        b"FlateDecode" | b"Fl" => Ok(predicted(inflate(input, limit)?, params)),
        b"LZWDecode" | b"LZW" => Ok(predicted(lzw(input, params.early_change, limit)?, params)),
        b"ASCII85Decode" | b"A85" => ascii85(input, limit),
        b"ASCIIHexDecode" | b"AHx" => Ok(hexadecimal(input)),
        b"RunLengthDecode" | b"RL" => run_length(input, limit),
        b"DCTDecode" | b"DCT" | b"JPXDecode" | b"CCITTFaxDecode" | b"CCF" | b"JBIG2Decode" => {
            Ok(Decoded { bytes: Vec::new(), is_whole: true })
        }
        b"Crypt" => Ok(Decoded { bytes: input.to_vec(), is_whole: true }),
        _ => Ok(Decoded { bytes: input.to_vec(), is_whole: false }),
    }
}

/// Deflate with zlib's head, or without it where the head is broken.
fn inflate(input: &[u8], limit: usize) -> Result<Decoded, TooLong> {
    let n_white = input.iter().take_while(|&&byte| is_white(byte)).count();
    let trimmed = input.get(n_white..).unwrap_or_default();
    for start in [input, trimmed] {
        if has_zlib_head(start) {
            let decoded = inflate_raw(start, true, limit)?;
            if !decoded.bytes.is_empty() || decoded.is_whole {
                return Ok(decoded);
            }
        }
    }
    let headless = inflate_raw(input.get(2..).unwrap_or_default(), false, limit)?;
    let whole = inflate_raw(input, false, limit)?;
    let best = if headless.bytes.len() < whole.bytes.len() { whole } else { headless };
    Ok(Decoded { is_whole: input.is_empty(), ..best })
}

/// The method is deflate and the two bytes have their check sum.
fn has_zlib_head(input: &[u8]) -> bool {
    matches!(input, [first, second, ..]
        if first & 0xF == 8 && (u32::from(*first) << 8 | u32::from(*second)).is_multiple_of(31))
}

thread_local! {
    /// Many streams are smaller than its tables.
    static INFLATER: RefCell<Box<DecompressorOxide>> = RefCell::default();
}

/// Inflates straight into the result: it is its own window.
fn inflate_raw(input: &[u8], has_head: bool, limit: usize) -> Result<Decoded, TooLong> {
    let head = if has_head { inflate_flags::TINFL_FLAG_PARSE_ZLIB_HEADER } else { 0 };
    let flags = inflate_flags::TINFL_FLAG_USING_NON_WRAPPING_OUTPUT_BUF | head;
    INFLATER.with_borrow_mut(|inflater| inflate_by(inflater, flags, input, limit))
}

fn inflate_by(inflater: &mut DecompressorOxide, flags: u32, input: &[u8], limit: usize) -> Result<Decoded, TooLong> {
    inflater.init();
    // One byte over the limit tells that the limit is broken.
    let max_room = limit.saturating_add(1);
    let mut bytes = vec![0; input.len().saturating_mul(USUAL_SWELLING).max(MIN_ROOM).min(max_room)];
    let (mut n_read, mut n_written) = (0, 0);
    loop {
        let rest = input.get(n_read..).unwrap_or_default();
        let (status, read, written) = decompress(inflater, rest, &mut bytes, n_written, flags);
        n_read += read;
        n_written += written;
        if limit < n_written {
            return Err(TooLong);
        }
        if status != Status::HasMoreOutput {
            bytes.truncate(n_written);
            return Ok(Decoded { bytes, is_whole: status == Status::Done });
        }
        bytes.resize(bytes.len().saturating_mul(2).min(max_room), 0);
    }
}

/// LZW as TIFF and PDF have it: codes of 9 to 12 bits, the highest bit first.
fn lzw(input: &[u8], early_change: bool, limit: usize) -> Result<Decoded, TooLong> {
    let mut table = LzwTable::default();
    let mut bytes = Vec::new();
    let mut bits = BitReader { input, at: 0, pending: 0, n_pending: 0 };
    let mut last: Option<usize> = None;
    while let Some(code) = bits.next(table.width(early_change)) {
        match code as usize {
            LZW_CLEAR => {
                table = LzwTable::default();
                last = None;
            }
            LZW_END => return Ok(Decoded { bytes, is_whole: true }),
            code => {
                let start = bytes.len();
                if !table.expand(code, last, &mut bytes) {
                    return Ok(Decoded { bytes, is_whole: false });
                }
                if let (Some(last), Some(&first)) = (last, bytes.get(start)) {
                    table.push(last, first);
                }
                last = Some(code);
            }
        }
        if limit < bytes.len() {
            return Err(TooLong);
        }
    }
    Ok(Decoded { bytes, is_whole: false })
}

/// Strings that LZW has seen, each as an earlier one and a byte.
#[derive(Default)]
struct LzwTable {
    entries: Vec<(usize, u8)>,
}

impl LzwTable {
    /// Bits of the next code.
    fn width(&self, early_change: bool) -> u32 {
        let next = LZW_END + 1 + self.entries.len() + usize::from(early_change);
        (usize::BITS - next.leading_zeros()).clamp(9, LZW_MAX_BITS)
    }

    fn push(&mut self, prefix: usize, byte: u8) {
        if LZW_END + 1 + self.entries.len() < 1 << LZW_MAX_BITS {
            self.entries.push((prefix, byte));
        }
    }

    /// Adds the string of `code` to `bytes`; `false` for a code that cannot be yet.
    fn expand(&self, code: usize, last: Option<usize>, bytes: &mut Vec<u8>) -> bool {
        let start = bytes.len();
        let mut at = code;
        // The one code that is not in the table yet: the last string and its own first byte.
        let is_new = code == LZW_END + 1 + self.entries.len();
        if is_new {
            let Some(last) = last else { return false };
            at = last;
        }
        // A prefix is older than its string, so this ends.
        while let Some(&(prefix, byte)) = at.checked_sub(LZW_END + 1).and_then(|k| self.entries.get(k)) {
            bytes.push(byte);
            at = prefix;
        }
        let Ok(first) = u8::try_from(at) else {
            bytes.truncate(start);
            return false;
        };
        bytes.push(first);
        bytes.get_mut(start..).unwrap_or_default().reverse();
        if is_new {
            bytes.push(first);
        }
        true
    }
}

struct BitReader<'a> {
    input: &'a [u8],
    at: usize,
    pending: u32,
    n_pending: u32,
}

impl BitReader<'_> {
    fn next(&mut self, n_bits: u32) -> Option<u32> {
        while self.n_pending < n_bits {
            self.pending = self.pending << 8 | u32::from(*self.input.get(self.at)?);
            self.at += 1;
            self.n_pending += 8;
        }
        self.n_pending -= n_bits;
        let code = self.pending >> self.n_pending;
        self.pending &= (1 << self.n_pending) - 1;
        Some(code)
    }
}

fn ascii85(input: &[u8], limit: usize) -> Result<Decoded, TooLong> {
    let n_white = input.iter().take_while(|&&byte| is_white(byte)).count();
    let input = input.get(n_white..).unwrap_or_default();
    let input = input.strip_prefix(b"<~").unwrap_or(input);
    let mut decoded = Decoded { bytes: Vec::new(), is_whole: false };
    let (mut group, mut n_digits) = (0_u32, 0);
    let mut is_clean = true;
    for &byte in input {
        if limit < decoded.bytes.len() {
            return Err(TooLong);
        }
        match byte {
            b'~' => {
                decoded.is_whole = is_clean;
                break;
            }
            b'z' if n_digits == 0 => decoded.bytes.extend([0; 4]),
            b'!'..=b'u' => {
                group = group.wrapping_mul(85).wrapping_add(u32::from(byte - b'!'));
                n_digits += 1;
                if n_digits == 5 {
                    decoded.bytes.extend(group.to_be_bytes());
                    (group, n_digits) = (0, 0);
                }
            }
            _ => is_clean &= is_white(byte),
        }
    }
    if 1 < n_digits {
        for _ in n_digits..5 {
            group = group.wrapping_mul(85).wrapping_add(84);
        }
        decoded.bytes.extend(group.to_be_bytes().iter().take(n_digits - 1));
    }
    Ok(decoded)
}

fn hexadecimal(input: &[u8]) -> Decoded {
    let mut decoded = Decoded { bytes: Vec::with_capacity(input.len() / 2), is_whole: false };
    let mut high = None;
    let mut is_clean = true;
    for &byte in input {
        if byte == b'>' {
            decoded.is_whole = is_clean;
            break;
        }
        match (hex_digit(byte), high.take()) {
            (Some(digit), None) => high = Some(digit),
            (Some(digit), Some(first)) => decoded.bytes.push(first << 4 | digit),
            (None, pending) => {
                high = pending;
                is_clean &= is_white(byte);
            }
        }
    }
    decoded.bytes.extend(high.map(|digit| digit << 4));
    decoded
}

fn run_length(input: &[u8], limit: usize) -> Result<Decoded, TooLong> {
    const END: u8 = 128;
    let mut bytes = Vec::new();
    let mut rest = input;
    while let [length, tail @ ..] = rest {
        let n = usize::from(*length);
        rest = match *length {
            END => return Ok(Decoded { bytes, is_whole: true }),
            ..END => {
                let (run, after) = tail.split_at(tail.len().min(n + 1));
                bytes.extend_from_slice(run);
                after
            }
            _ => {
                let Some((&byte, after)) = tail.split_first() else { break };
                bytes.resize(bytes.len() + 257 - n, byte);
                after
            }
        };
        if limit < bytes.len() {
            return Err(TooLong);
        }
    }
    Ok(Decoded { bytes, is_whole: false })
}

/// Undoes the prediction of each sample from its neighbours.
fn predicted(decoded: Decoded, params: Params) -> Decoded {
    let n_bits = params.colors.saturating_mul(params.bits);
    let n_sample = n_bits.div_ceil(8).max(1);
    let n_row = n_bits.saturating_mul(params.columns).div_ceil(8).max(1);
    match params.predictor {
        2 if params.bits == 8 => {
            let mut decoded = decoded;
            decoded.bytes.chunks_mut(n_row).for_each(|row| add_left(row, n_sample));
            decoded
        }
        10.. => Decoded { bytes: png_rows(&decoded.bytes, n_row, n_sample), ..decoded },
        _ => decoded,
    }
}

/// Rows as PNG filters them, each after the byte that says how; the last one may be torn.
fn png_rows(bytes: &[u8], n_row: usize, n_sample: usize) -> Vec<u8> {
    let mut plain = Vec::with_capacity(bytes.len());
    let mut above: Vec<u8> = Vec::new();
    for filtered in bytes.chunks(n_row.saturating_add(1)) {
        let Some((kind, filtered)) = filtered.split_first() else { continue };
        let mut row = filtered.to_vec();
        above.resize(row.len(), 0);
        match kind {
            1 => add_left(&mut row, n_sample),
            2 => row.iter_mut().zip(&above).for_each(|(byte, up)| *byte = byte.wrapping_add(*up)),
            3 | 4 => add_mixed(&mut row, &above, n_sample, *kind == 4),
            _ => {}
        }
        plain.extend(&row);
        above = row;
    }
    plain
}

fn add_left(row: &mut [u8], n_sample: usize) {
    for k in n_sample..row.len() {
        let left = row.get(k - n_sample).copied().unwrap_or(0);
        if let Some(byte) = row.get_mut(k) {
            *byte = byte.wrapping_add(left);
        }
    }
}

/// The mean of left and above, or Paeth's choice of them and of the corner between.
fn add_mixed(row: &mut [u8], above: &[u8], n_sample: usize, is_paeth: bool) {
    for k in 0..row.len() {
        let before = |bytes: &[u8]| k.checked_sub(n_sample).and_then(|k| bytes.get(k)).copied().unwrap_or(0);
        let (left, up, corner) = (before(row), above.get(k).copied().unwrap_or(0), before(above));
        let guess = if is_paeth { paeth(left, up, corner) } else { left.midpoint(up) };
        if let Some(byte) = row.get_mut(k) {
            *byte = byte.wrapping_add(guess);
        }
    }
}

fn paeth(left: u8, up: u8, corner: u8) -> u8 {
    let [l, u, c] = [left, up, corner].map(i16::from);
    let (by_left, by_up, by_corner) = ((u - c).abs(), (l - c).abs(), (l + u - 2 * c).abs());
    if by_left <= by_up && by_left <= by_corner {
        left
    } else if by_up <= by_corner {
        up
    } else {
        corner
    }
}

#[cfg(test)]
mod tests {
    use std::fmt::Write as _;
    use std::io::Write;

    use super::*;

    const TEXT: &[u8] = b"Ada Byron, ada@example.org, ada@example.org, London";

    fn zlib(bytes: &[u8]) -> Vec<u8> {
        let mut encoder = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::default());
        encoder.write_all(bytes).unwrap();
        encoder.finish().unwrap()
    }

    #[track_caller]
    fn check(name: &str, params: Params, input: &[u8], expected: &[u8], is_whole: bool) {
        let decoded = decode(name.as_bytes(), params, input, 1_000).unwrap();
        let text = String::from_utf8_lossy(&decoded.bytes);
        assert_eq!((text.as_ref(), decoded.is_whole), (String::from_utf8_lossy(expected).as_ref(), is_whole));
    }

    #[test]
    fn whole_data_are_decoded() {
        let plain = Params::default();
        check("FlateDecode", plain, &zlib(TEXT), TEXT, true);
        check("ASCIIHexDecode", plain, b"41 64\n61>zz", b"Ada", true);
        check("ASCII85Decode", plain, br#"<~6"FCH6@!TiDBS~>"#, b"Ada Byron!", true);
        check("RunLengthDecode", plain, b"\x02Ada\xfez\x80", b"Adazzz", true);
        check("LZWDecode", plain, &[0x80, 0x0B, 0x60, 0x50, 0x22, 0x0C, 0x0C, 0x85, 0x01], b"-----A---B", true);
        check("DCTDecode", plain, b"\xff\xd8", b"", true);
    }

    #[test]
    fn damaged_data_are_decoded_as_far_as_they_go() {
        let plain = Params::default();
        let packed = zlib(TEXT);
        check("FlateDecode", plain, &packed[..packed.len() - 4], TEXT, false);
        check("FlateDecode", plain, &[&packed[..packed.len() - 4], b"sums"].concat(), TEXT, false);
        check("FlateDecode", plain, &[b"\0\0", &packed[2..]].concat(), TEXT, false);
        check("FlateDecode", plain, &packed[2..], TEXT, false);
        check("FlateDecode", plain, &[b"\r\n", packed.as_slice()].concat(), TEXT, true);
        let half = decode(b"FlateDecode", plain, &packed[..packed.len() * 3 / 4], 1_000).unwrap();
        assert!(TEXT.starts_with(&half.bytes) && !half.bytes.is_empty() && !half.is_whole);
        check("ASCIIHexDecode", plain, b"41zz646", b"Ad`", false);
        check("ASCII85Decode", plain, b"6\"FC\x7fH6@!TiDBS", b"Ada Byron!", false);
        check("RunLengthDecode", plain, b"\x09Ada", b"Ada", false);
        check("NobodyKnows", plain, TEXT, TEXT, false);
    }

    #[test]
    fn codes_of_lzw_grow_in_time() {
        for early_change in [true, false] {
            let all: Vec<u8> = (0..900_u32).map(|k| (k * k % 251) as u8).collect();
            let decoded = lzw(&lzw_encoded(&all, early_change), early_change, 1_000).unwrap();
            assert_eq!(decoded, Decoded { bytes: all, is_whole: true });
        }
    }

    /// Each byte as a code of its own: the table grows as it would otherwise.
    fn lzw_encoded(bytes: &[u8], early_change: bool) -> Vec<u8> {
        let mut bits = String::new();
        let mut n_entries = 0_usize;
        for (k, code) in bytes.iter().map(|&byte| usize::from(byte)).chain([LZW_END]).enumerate() {
            let next = LZW_END + 1 + n_entries + usize::from(early_change);
            let width = (usize::BITS - next.leading_zeros()).clamp(9, 12) as usize;
            let _ = write!(bits, "{code:0width$b}");
            n_entries += usize::from(0 < k);
        }
        let padded = format!("{bits}{}", "0".repeat(8 - bits.len() % 8));
        (0..padded.len() / 8).map(|k| u8::from_str_radix(&padded[k * 8..k * 8 + 8], 2).unwrap()).collect()
    }

    #[test]
    fn predictions_are_undone_up_to_a_torn_row() {
        let params = |predictor| Params { predictor, columns: 4, ..Params::default() };
        check("FlateDecode", params(12), &zlib(b"\0Ada \x02\0\0\0\0\x01B\x37\xf9"), b"Ada Ada Byr", true);
        check("FlateDecode", params(2), &zlib(b"A\x23\xfd\xbf"), b"Ada ", true);
        check("FlateDecode", params(15), &zlib(b"\x04A\x23\xfd\xbf\x09Byro"), b"Ada Byro", true);
        check("FlateDecode", params(11), &zlib(b""), b"", true);
    }

    #[test]
    fn data_that_swell_are_refused() {
        let bomb = zlib(&[b' '; 5_000]);
        assert_eq!(decode(b"FlateDecode", Params::default(), &bomb, 1_000), Err(TooLong));
        assert_eq!(decode(b"ASCII85Decode", Params::default(), &[b'z'; 500], 1_000), Err(TooLong));
        assert_eq!(decode(b"RunLengthDecode", Params::default(), &b"\x81 ".repeat(50), 1_000), Err(TooLong));
    }
}
