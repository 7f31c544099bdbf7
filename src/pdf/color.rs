//! Colours: components in any colour space to `0xRRGGBB`, well enough to tell white from black from blue.
//!
//! In: a colour space and numbers. Out: a packed colour. No colour management: an ICC space counts as the device
//! space with as many components, a tint as its alternate colour.

use lopdf::{Dictionary, Object};

use super::objects::Objects;

/// Spaces within spaces (a table of tints of …).
const MAX_DEPTH: usize = 4;
/// Black.
pub const BLACK: u32 = 0;

/// How components make a colour.
#[derive(Debug, Clone, PartialEq, Default)]
pub enum Space {
    /// One component, 0 is black.
    #[default]
    Gray,
    /// Red, green, blue.
    Rgb,
    /// Cyan, magenta, yellow, black.
    Cmyk,
    /// CIE L*a*b*.
    Lab,
    /// An amount of ink, from paper to full.
    Tint {
        /// Full ink.
        full: u32,
    },
    /// A table of colours.
    Indexed {
        /// Its colours.
        table: Vec<u32>,
    },
    /// A pattern, or a space that nobody knows: no one colour.
    Pattern,
}

impl Space {
    /// The space that `object` describes; what is unknown counts as grey.
    pub fn read(objects: &Objects, object: &Object) -> Self {
        Self::read_within(objects, object, 0)
    }

    /// The space of that name, in the resources or built in.
    pub fn by_name(objects: &Objects, resources: &Dictionary, name: &[u8]) -> Self {
        let named = objects.get_dict(resources, b"ColorSpace").and_then(|spaces| objects.get(spaces, name));
        named.map_or_else(|| Self::built_in(name), |object| Self::read(objects, object))
    }

    fn built_in(name: &[u8]) -> Self {
        match name {
            b"DeviceRGB" | b"CalRGB" | b"RGB" => Self::Rgb,
            b"DeviceCMYK" | b"CMYK" => Self::Cmyk,
            b"DeviceGray" | b"CalGray" | b"G" => Self::Gray,
            _ => Self::Pattern,
        }
    }

    fn read_within(objects: &Objects, object: &Object, depth: usize) -> Self {
        let parts = match objects.resolve(object) {
            Some(Object::Name(name)) => return Self::built_in(name),
            Some(Object::Array(parts)) if depth < MAX_DEPTH => parts,
            _ => return Self::Gray,
        };
        let Some(Object::Name(family)) = parts.first().and_then(|part| objects.resolve(part)) else {
            return Self::Gray;
        };
        match family.as_slice() {
            b"ICCBased" => Self::icc(objects, parts),
            b"Lab" => Self::Lab,
            b"Separation" | b"DeviceN" => Self::tint(objects, parts, depth),
            b"Indexed" | b"I" => Self::indexed(objects, parts, depth),
            name => Self::built_in(name),
        }
    }

    fn icc(objects: &Objects, parts: &[Object]) -> Self {
        let n_components = objects.dict(parts.get(1)).and_then(|dict| objects.get_number(dict, b"N"));
        match n_components.map(|n| n as u32) {
            Some(3) => Self::Rgb,
            Some(4) => Self::Cmyk,
            _ => Self::Gray,
        }
    }

    /// Full ink is what an exponential function ends at; black where the function is of another kind.
    fn tint(objects: &Objects, parts: &[Object], depth: usize) -> Self {
        let alternate = parts.get(2).map_or(Self::Gray, |space| Self::read_within(objects, space, depth + 1));
        let function = objects.dict(parts.get(3));
        let end = function.map(|function| objects.get_numbers(function, b"C1")).unwrap_or_default();
        Self::Tint { full: if end.is_empty() { BLACK } else { alternate.color(&end) } }
    }

    fn indexed(objects: &Objects, parts: &[Object], depth: usize) -> Self {
        let base = parts.get(1).map_or(Self::Gray, |space| Self::read_within(objects, space, depth + 1));
        let Some(Object::String(bytes, _)) = parts.get(3).and_then(|part| objects.resolve(part)) else {
            return Self::Indexed { table: Vec::new() };
        };
        let rows = bytes.chunks_exact(base.n_components());
        let color = |row: &[u8]| base.color(&row.iter().map(|byte| f32::from(*byte) / 255.0).collect::<Vec<_>>());
        Self::Indexed { table: rows.map(color).collect() }
    }

    fn n_components(&self) -> usize {
        match self {
            Self::Rgb | Self::Lab => 3,
            Self::Cmyk => 4,
            _ => 1,
        }
    }

    /// The colour of some components; those that are missing are 0.
    pub fn color(&self, components: &[f32]) -> u32 {
        let part = |k: usize| components.get(k).copied().unwrap_or(0.0).clamp(0.0, 1.0);
        match self {
            Self::Gray => pack(part(0), part(0), part(0)),
            Self::Rgb => pack(part(0), part(1), part(2)),
            Self::Cmyk => {
                let light = 1.0 - part(3);
                pack((1.0 - part(0)) * light, (1.0 - part(1)) * light, (1.0 - part(2)) * light)
            }
            Self::Lab => {
                let lightness = (components.first().copied().unwrap_or(0.0) / 100.0).clamp(0.0, 1.0);
                pack(lightness, lightness, lightness)
            }
            Self::Tint { full } => {
                let tint = components.iter().copied().fold(0.0, f32::max).clamp(0.0, 1.0);
                let [_, red, green, blue] = full.to_be_bytes().map(|byte| f32::from(byte) / 255.0);
                let mix = |channel: f32| 1.0 - tint * (1.0 - channel);
                pack(mix(red), mix(green), mix(blue))
            }
            Self::Indexed { table } => {
                let k = components.first().map_or(0, |k| k.max(0.0) as usize);
                table.get(k).copied().unwrap_or(BLACK)
            }
            Self::Pattern => BLACK,
        }
    }

    /// The colour in which the space starts.
    pub fn initial(&self) -> u32 {
        match self {
            Self::Tint { full } => *full,
            Self::Cmyk => BLACK,
            _ => self.color(&[]),
        }
    }
}

fn pack(red: f32, green: f32, blue: f32) -> u32 {
    let [red, green, blue] = [red, green, blue].map(|part| (part * 255.0).round() as u8);
    u32::from_be_bytes([0, red, green, blue])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn components_make_colors() {
        assert_eq!(Space::Gray.color(&[1.0]), 0xFF_FFFF);
        assert_eq!(Space::Rgb.color(&[1.0, 0.0, 0.0]), 0xFF_0000);
        assert_eq!(Space::Cmyk.color(&[0.0, 0.0, 0.0, 1.0]), BLACK);
        assert_eq!(Space::Tint { full: 0x00_00FF }.color(&[1.0]), 0x00_00FF);
        assert_eq!(Space::Tint { full: 0x00_00FF }.color(&[0.0]), 0xFF_FFFF);
        assert_eq!(Space::Gray.color(&[f32::NAN]), Space::Gray.color(&[f32::NAN]));
    }
}
