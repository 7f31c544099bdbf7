//! E-mail, telephone, homepage and accounts.
//!
//! In: the pieces of a block. Out: the fields of `cv.basics`, and the remnants that are none of these. What the page
//! shows counts first; the link behind it speaks where the page shows only a label or a handle.

use std::ops::Range;

use super::piece::{self, Hint, Piece};
use super::{Remnant, address, network};
use crate::extract::{Context, typed};
use crate::lang::Vocabulary;
use crate::layout::Line;
use crate::model::{Basics, Confidence, Cv, Profile, Text};
use crate::read::contact;
use crate::section::Part;
use crate::span::Span;

/// The value has a form of its own.
const FORMED: Confidence = Confidence(0.97);

/// A label, an icon or a link says what it is.
const HINTED: Confidence = Confidence(0.93);

/// A lone word that resembles the owner's name.
const RESEMBLING: Confidence = Confidence(0.7);

/// What contact data are read into, and what they are judged by.
struct Reader<'a> {
    vocabulary: &'a Vocabulary,
    /// Owner's name, by which a bare handle is known.
    owner: String,
    basics: &'a mut Basics,
    /// Numbers with a label that is no telephone's.
    spare_phones: Vec<Text>,
}

/// Reads contact data into `cv.basics`; returns what is none.
pub fn read(parts: &[Part], context: &Context, cv: &mut Cv) -> Vec<Remnant> {
    let pieces = piece::pieces(parts, context.vocabulary);
    read_pieces(&pieces, context, &mut cv.basics)
}

/// Fills what is missing from running headers and footers; a homepage there must resemble the owner.
pub fn read_furniture(furniture: &[Line], context: &Context, cv: &mut Cv) {
    let mut found = Basics::default();
    let mut rest = read_pieces(&piece::of_lines(furniture, context.vocabulary), context, &mut found);
    rest.retain(|remnant| remnant.span.page() == 1);
    address::take(&mut rest, context, cv);
    let owner = context.owner.clone().unwrap_or_default();
    let basics = &mut cv.basics;
    basics.email = basics.email.take().or(found.email);
    basics.phone = basics.phone.take().or(found.phone);
    let address = basics.email.as_ref().map(|email| email.value.clone()).unwrap_or_default();
    let mailbox = address.split('@').next().unwrap_or_default();
    let is_owners = |url: &Text| {
        let resembles = network::resembles(&url.value, &owner) || network::resembles(&url.value, mailbox);
        resembles || shares_host(&url.value, &address)
    };
    basics.url = basics.url.take().or(found.url.filter(is_owners));
    for profile in found.profiles {
        add_profile(basics, profile);
    }
}

/// Whether all pieces are contact data.
pub fn is_all_contact(parts: &[Part], context: &Context) -> bool {
    let mut found = Basics::default();
    let pieces = piece::pieces(parts, context.vocabulary);
    !pieces.is_empty() && read_pieces(&pieces, context, &mut found).is_empty()
}

/// For every part, whether all that it says is contact data and their labels.
pub fn contact_parts(parts: &[Part], context: &Context) -> Vec<bool> {
    let mut found = Basics::default();
    let rest = read_pieces(&piece::pieces(parts, context.vocabulary), context, &mut found);
    // A letter beside an address is what a font of signs has in place of an icon.
    let is_text = |remnant: &Remnant| !remnant.is_beside_contact || 1 < remnant.span.text().trim().chars().count();
    (0..parts.len()).map(|n| rest.iter().all(|remnant| remnant.line != n || !is_text(remnant))).collect()
}

fn read_pieces(pieces: &[Piece], context: &Context, basics: &mut Basics) -> Vec<Remnant> {
    let owner = context.owner.clone().unwrap_or_default();
    let mut reader = Reader { vocabulary: context.vocabulary, owner, basics, spare_phones: Vec::new() };
    // Addresses first: a handle is known by them.
    let mut found: Vec<Vec<Range<usize>>> = pieces.iter().map(|piece| reader.emails(piece)).collect();
    let mut rest = Vec::new();
    for (piece, taken) in pieces.iter().zip(&mut found) {
        reader.read(piece, taken);
        rest.extend(reader.remnants(piece, taken));
    }
    if reader.basics.phone.is_none() {
        reader.basics.phone = reader.spare_phones.into_iter().next();
    }
    let with_contact = pieces.iter().zip(&found).filter(|(_, taken)| !taken.is_empty());
    let cells: Vec<(usize, usize)> = with_contact.map(|(piece, _)| (piece.line, piece.cell)).collect();
    for remnant in &mut rest {
        remnant.is_beside_contact = cells.contains(&(remnant.line, remnant.cell));
    }
    rest
}

impl Reader<'_> {
    /// Takes the e-mail addresses of a piece; returns where they stand.
    fn emails(&mut self, piece: &Piece) -> Vec<Range<usize>> {
        let mut taken = Vec::new();
        for found in contact::emails(piece.span.text()) {
            let value = if typed::is_all_caps(&found.value) { found.value.to_lowercase() } else { found.value };
            let mut email = piece.span.slice(found.range.clone()).printed(value, FORMED);
            // Letter for letter the same, but without the sign: it was misread.
            let raw = &email.evidence.raw;
            email.evidence.repaired = !raw.contains(['@', '＠']) && raw.chars().count() == email.value.chars().count();
            self.set_email(email);
            taken.push(found.range);
        }
        let target = piece.span.link().and_then(|link| link.strip_prefix("mailto:"));
        if let Some(target) = target.filter(|_| taken.is_empty()) {
            let address = target.split('?').next().unwrap_or_default().to_owned();
            if !address.is_empty() {
                self.set_email(piece.span.printed(address, HINTED));
                taken.push(0..piece.span.text().len());
            }
        }
        taken
    }

    fn set_email(&mut self, email: Text) {
        self.basics.email.get_or_insert(email);
    }

    /// Takes everything else that is contact data; adds where it stands to `taken`.
    fn read(&mut self, piece: &Piece, taken: &mut Vec<Range<usize>>) {
        if piece.hint == Some(Hint::Personal) {
            return;
        }
        self.urls(piece, taken);
        if taken.is_empty() {
            self.identifier(piece, taken);
        }
        if !matches!(piece.hint, Some(Hint::Network(_))) || taken.is_empty() {
            self.phones(piece, taken);
        }
        if taken.is_empty() {
            self.linked(piece, taken);
        }
        if taken.is_empty() {
            self.handle(piece, taken);
        }
    }

    fn phones(&mut self, piece: &Piece, taken: &mut Vec<Range<usize>>) {
        let text = piece.span.text();
        for found in contact::phones(text) {
            if taken.iter().any(|range| overlap(range, &found.range)) {
                continue;
            }
            let before = text.get(..found.range.start).unwrap_or_default();
            let label = before.rsplit([',', ';', '|']).next().unwrap_or_default();
            let label = label.trim_matches(|c: char| !c.is_alphanumeric());
            let is_other =
                !label.is_empty() && piece.hint != Some(Hint::Phone) && !piece::is_label(label, self.vocabulary);
            let phone = piece.span.slice(found.range.clone()).printed(found.value, FORMED);
            if is_other {
                self.spare_phones.push(phone);
            } else {
                self.basics.phone.get_or_insert(phone);
            }
            taken.push(found.range);
        }
    }

    fn urls(&mut self, piece: &Piece, taken: &mut Vec<Range<usize>>) {
        for found in contact::urls(piece.span.text()) {
            if taken.iter().any(|range| overlap(range, &found.range)) {
                continue;
            }
            let part = piece.span.slice(found.range.clone());
            let address = whole_address(&found.value, &part);
            let account = contact::account(&address).or_else(|| contact::account(&found.value));
            let hint = piece.hint.or_else(|| host_network(&address).map(Hint::Network));
            match (account, hint) {
                (Some(account), _) => {
                    let network = part.printed(account.network.to_owned(), FORMED);
                    self.add(&part, Some(network), account.username, Some(as_uri(&address)), FORMED);
                }
                (None, Some(Hint::Network(name))) => {
                    let handle = last_segment(&address);
                    self.add(
                        &part,
                        Some(part.printed(name.to_owned(), HINTED)),
                        handle,
                        Some(as_uri(&address)),
                        HINTED,
                    );
                }
                (None, _) => {
                    let address = if typed::is_all_caps(&address) { address.to_lowercase() } else { address };
                    self.basics.url.get_or_insert_with(|| part.printed(as_uri(&address), FORMED));
                }
            }
            taken.push(found.range);
        }
    }

    /// An ORCID that stands without its address.
    fn identifier(&mut self, piece: &Piece, taken: &mut Vec<Range<usize>>) {
        let text = piece.span.text();
        let mut at = 0;
        for word in text.split_inclusive(char::is_whitespace) {
            let bare = word.trim_matches(|c: char| !c.is_ascii_alphanumeric());
            if network::is_orcid(bare) {
                let start = at + word.find(bare).unwrap_or_default();
                let part = piece.span.slice(start..start + bare.len());
                let network = part.printed("ORCID".to_owned(), FORMED);
                let url = part.link().map(str::to_owned);
                self.add(&part, Some(network), bare.to_owned(), url, FORMED);
                taken.push(0..text.len());
            }
            at += word.len();
        }
    }

    /// What the link behind a label says.
    fn linked(&mut self, piece: &Piece, taken: &mut Vec<Range<usize>>) {
        let Some(link) = piece.span.link() else { return };
        let whole = 0..piece.span.text().len();
        if let Some(number) = link.strip_prefix("tel:") {
            self.basics.phone.get_or_insert_with(|| piece.span.printed(number.to_owned(), HINTED));
            taken.push(whole);
        } else if let Some(account) = contact::account(link) {
            let network = piece.span.printed(account.network.to_owned(), HINTED);
            self.add(&piece.span, Some(network), account.username, Some(link.to_owned()), HINTED);
            taken.push(whole);
        } else if let Some(Hint::Network(name)) = piece.hint.filter(|_| link.starts_with("http")) {
            let network = piece.span.printed(name.to_owned(), HINTED);
            self.add(&piece.span, Some(network), last_segment(link), Some(link.to_owned()), HINTED);
            taken.push(whole);
        } else if link.starts_with("http") && self.is_homepage_label(piece) {
            self.basics.url.get_or_insert_with(|| piece.span.printed(link.to_owned(), HINTED));
            taken.push(whole);
        }
    }

    fn is_homepage_label(&self, piece: &Piece) -> bool {
        piece.hint == Some(Hint::Web) || piece::is_label(piece.span.text(), self.vocabulary)
    }

    /// A handle beside its network's name or icon, or one that resembles the owner.
    fn handle(&mut self, piece: &Piece, taken: &mut Vec<Range<usize>>) {
        let text = piece.span.text();
        let whole = 0..text.len();
        if let Some(Hint::Network(name)) = piece.hint {
            let network = piece.span.printed(name.to_owned(), HINTED);
            self.add(&piece.span, Some(network), small(text), None, HINTED);
            taken.push(whole);
        } else if network::is_handle(text) && self.is_account(text, piece) {
            self.add(&piece.span, None, small(text), None, RESEMBLING);
            taken.push(whole);
        }
    }

    /// Whether a bare word is an account: it stands behind an icon's sign beside contact data, or resembles the owner.
    fn is_account(&self, word: &str, piece: &Piece) -> bool {
        match piece.hint {
            Some(Hint::Sign) => self.basics.email.is_some(),
            None => self.is_owners(word),
            Some(_) => false,
        }
    }

    /// Whether a bare word resembles the owner's name or address without being a part of the name.
    fn is_owners(&self, word: &str) -> bool {
        let folded = network::fold(word);
        let is_name = self.owner.split_whitespace().any(|part| network::fold(part) == folded)
            && !word.contains(|c: char| c.is_ascii_digit());
        let email = self.basics.email.as_ref().and_then(|email| email.value.split('@').next()).unwrap_or_default();
        let is_alike = network::resembles(word, &self.owner) || network::resembles(word, email);
        is_alike && !(is_name && word.starts_with(char::is_uppercase))
    }

    fn add(
        &mut self,
        span: &Span,
        network: Option<Text>,
        username: String,
        url: Option<String>,
        confidence: Confidence,
    ) {
        let username = Some(username).filter(|name| !name.is_empty()).map(|name| span.printed(name, confidence));
        let url = url.map(|url| span.printed(url, confidence));
        add_profile(self.basics, Profile { network, username, url });
    }

    /// What of a piece is neither taken nor a label.
    fn remnants(&self, piece: &Piece, taken: &mut [Range<usize>]) -> Vec<Remnant> {
        taken.sort_by_key(|range| range.start);
        let ends = taken.iter().map(|range| range.start).chain([piece.span.text().len()]);
        let starts = std::iter::once(0).chain(taken.iter().map(|range| range.end));
        let gaps = starts.zip(ends).filter(|(start, end)| start < end);
        let trimmed = gaps.map(|(start, end)| (start, piece.span.slice(start..end)));
        let parts = trimmed.map(|(start, span)| (start, span.trim_matches(is_margin)));
        let is_said = |span: &Span| {
            span.text().chars().any(char::is_alphanumeric) && !piece::is_label(span.text(), self.vocabulary)
        };
        let remnant = |(start, span): (usize, Span)| Remnant {
            range: piece.range.start + start..if taken.is_empty() {
                piece.range.end
            } else {
                piece.range.start + start + span.text().len()
            },
            span,
            line: piece.line,
            cell: piece.cell,
            is_address: piece.hint == Some(Hint::Address),
            is_personal: piece.hint == Some(Hint::Personal),
            is_beside_contact: false,
        };
        parts.filter(|(_, span)| is_said(span)).map(remnant).collect()
    }
}

/// Signs at the ends of a remnant that belong to the value cut off it.
fn is_margin(c: char) -> bool {
    c.is_whitespace() || matches!(c, ',' | ';' | ':' | '|' | '<' | '>' | '–' | '—' | '•' | '·')
}

/// Adds a profile, or what it knows more to the one with the same handle.
fn add_profile(basics: &mut Basics, profile: Profile) {
    let key =
        |profile: &Profile| profile.username.as_ref().or(profile.url.as_ref()).map(|text| network::fold(&text.value));
    let twin = basics.profiles.iter_mut().find(|other| key(other) == key(&profile));
    match twin {
        Some(twin) if twin.network.is_none() || profile.network.is_none() || same_network(twin, &profile) => {
            twin.network = twin.network.take().or(profile.network);
            twin.url = twin.url.take().or(profile.url);
        }
        _ => basics.profiles.push(profile),
    }
}

fn same_network(a: &Profile, b: &Profile) -> bool {
    let name = |profile: &Profile| profile.network.as_ref().map(|network| network.value.clone());
    name(a) == name(b)
}

/// The link behind a printed address where it is the same address, only whole ("…/in/jane-" broken at the line's end).
fn whole_address(printed: &str, part: &Span) -> String {
    let bare =
        |url: &str| network::fold(url.split_once("://").map_or(url, |(_, rest)| rest).trim_start_matches("www."));
    let is_longer = |link: &str| bare(link).starts_with(&bare(printed)) && bare(link) != bare(printed);
    let link = part.link().filter(|link| link.starts_with("http") && is_longer(link));
    link.unwrap_or(printed).to_owned()
}

/// The network that the host of an address with a path is named after.
fn host_network(address: &str) -> Option<&'static str> {
    let bare = address.split_once("://").map_or(address, |(_, rest)| rest);
    let (host, path) = bare.split_once('/')?;
    let name = host.rsplit('.').nth(1).filter(|_| !path.trim_matches('/').is_empty())?;
    network::named(name)
}

/// An address with a scheme, as JSON Resume wants it.
fn as_uri(address: &str) -> String {
    if address.contains("://") { address.to_owned() } else { format!("https://{address}") }
}

fn last_segment(address: &str) -> String {
    let path = address.split(['?', '#']).next().unwrap_or_default().trim_end_matches('/');
    path.rsplit('/').next().unwrap_or_default().to_owned()
}

/// A handle in capitals is set so by the template: nobody types one.
fn small(handle: &str) -> String {
    if typed::is_all_caps(handle) && !network::is_orcid(handle) { handle.to_lowercase() } else { handle.to_owned() }
}

/// Whether the address of a page and that of a mailbox share their host.
fn shares_host(url: &str, email: &str) -> bool {
    let host = email.split('@').nth(1).unwrap_or_default();
    !host.is_empty() && url.contains(host)
}

fn overlap(a: &Range<usize>, b: &Range<usize>) -> bool {
    a.start < b.end && b.start < a.end
}
