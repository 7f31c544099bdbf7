//! Link annotations with a URI.
//!
//! In: a page's annotations. Out: [`Link`]s in our frame. Links within the document are none.

use lopdf::Object;

use super::Link;
use super::limits::{Budget, MAX_LINKS};
use super::objects::Objects;
use super::pages::Leaf;
use crate::error::Error;

/// Longest URI that is kept, in bytes.
const MAX_URI: usize = 4_096;

/// The links of a page.
pub fn links(objects: &Objects, leaf: &Leaf, budget: &mut Budget) -> Result<Vec<Link>, Error> {
    let mut links = Vec::new();
    for annotation in objects.get_array(leaf.dict, b"Annots").unwrap_or_default().iter().take(MAX_LINKS) {
        budget.step()?;
        links.extend(link(objects, annotation, leaf));
    }
    Ok(links)
}

fn link(objects: &Objects, annotation: &Object, leaf: &Leaf) -> Option<Link> {
    let dict = objects.dict(Some(annotation))?;
    if objects.get_name(dict, b"Subtype") != Some(b"Link") {
        return None;
    }
    let action = objects.get_dict(dict, b"A").or_else(|| objects.get_dict(dict, b"PA"))?;
    let raw = objects.get_text(action, b"URI")?;
    let uri: String = String::from_utf8_lossy(raw).chars().filter(|letter| !letter.is_control()).collect();
    let uri = uri.trim();
    let rect = objects.get_numbers(dict, b"Rect");
    let &[x0, y0, x1, y1] = rect.as_slice() else {
        return None;
    };
    if uri.is_empty() || MAX_URI < uri.len() {
        return None;
    }
    Some(Link { bbox: leaf.frame.bounds(x0, y0, x1, y1), uri: uri.into() })
}
