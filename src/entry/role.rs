//! Roles: one employer whose name is printed once, above several dated roles with texts of their own.
//!
//! In: the shapes of the lines under one start. Out: where its roles start, and how many lines of the head above them
//! each shares. A role is told by lines that are set like those of the head, from some line of it down to the dated one.

use super::shape::Shape;

/// A stretch of lines that is an entry of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Role {
    /// Its first line.
    pub from: usize,
    /// Lines of the head that it shares: the first lines that are not wrapped.
    pub n_shared: usize,
}

/// The roles of an entry, in order; the first starts with the entry and shares nothing.
pub fn roles(entry: &[Shape]) -> Vec<Role> {
    let mut roles = vec![Role { from: 0, n_shared: 0 }];
    let above = entry.iter().enumerate().take_while(|(k, shape)| *k == 0 || !shape.is_bullet());
    let head = above.map(|(_, shape)| shape).filter(|shape| !shape.is_wrapped);
    let Some(dated) = head.clone().position(|shape| 0 < shape.n_dates) else { return roles };
    if entry.len() <= dated + 1 {
        return roles;
    }
    let head: Vec<&Shape> = head.take(dated + 1).collect();
    let mut from = dated + 1;
    // Without bullets above it, a date alone may be a second one of the same role.
    let mut has_bullets = false;
    while from < entry.len() {
        let rest = entry.get(from..).unwrap_or_default();
        let says_more = 0 < dated && rest.first().is_some_and(|shape| shape.has_date_beside);
        let last = if has_bullets || says_more { Some(dated) } else { dated.checked_sub(1) };
        let n_shared = last.and_then(|last| (dated.min(1)..=last).find(|at| is_set_like(rest, &head, *at, dated)));
        if let Some(n_shared) = n_shared {
            roles.push(Role { from, n_shared });
            from += dated - n_shared;
            has_bullets = false;
        }
        has_bullets |= entry.get(from).is_some_and(Shape::is_bullet);
        from += 1;
    }
    roles
}

/// Whether the lines of `rest` are set like those of the head from number `at` down to number `dated`.
fn is_set_like(rest: &[Shape], head: &[&Shape], at: usize, dated: usize) -> bool {
    let like = head.get(at..=dated).unwrap_or_default();
    let stands_in = |(like, shape): (&&Shape, &Shape)| {
        shape.is_alike(like) && !shape.is_bullet() && (0 < like.n_dates) == (0 < shape.n_dates)
    };
    // All of the head once more would be another entry, which the cut has looked for.
    like.len() <= rest.len()
        && rest.first().is_some_and(|first| !first.is_wrapped)
        && like.iter().zip(rest).all(stands_in)
}
