//! Budgets: how much of everything a file may use, and the error that names the budget it broke.
//!
//! Every file is hostile: a loop over something that the file counts asks the [`Budget`] at each turn. The numbers
//! are far above what any CV needs (a book of 500 pages stays within them) and far below what hurts a machine.

use std::time::Duration;

use crate::error::Error;

/// Bytes of a file.
pub const MAX_FILE_BYTES: usize = 64 << 20;
/// Bytes that one stream may decompress to.
pub const MAX_STREAM_BYTES: usize = 32 << 20;
/// Bytes that all streams together may decompress to.
pub const MAX_DOCUMENT_BYTES: usize = 128 << 20;
/// Bytes that all object streams together may decompress to: each byte may become an object of a hundred.
pub const MAX_OBJECT_STREAM_BYTES: usize = 6 << 20;
/// Indirect objects.
pub const MAX_OBJECTS: usize = 500_000;
/// Pages that are read; the rest of a longer file is an error, not half an answer.
pub const MAX_PAGES: usize = 1_000;
/// Content operators on all pages together.
pub const MAX_OPERATORS: u32 = 10_000_000;
/// Glyphs on all pages together.
pub const MAX_GLYPHS: u32 = 2_000_000;
/// Characters of a plain text: as many as of a PDF. Each step that follows takes time in proportion to them.
pub const MAX_CHARACTERS: usize = MAX_GLYPHS as usize;
/// Bytes of text that one glyph may stand for (the longest honest ones are words as one glyph, in logos).
pub const MAX_GLYPH_TEXT: usize = 64;
/// Rules, boxes and images that are kept, on each page; more are not needed to read it.
pub const MAX_SHAPES: usize = 20_000;
/// Looks at a box or picture from a line of text or a glyph, on all pages together: a page of 20,000 boxes and 10,000
/// lines takes a fifth of it.
pub const MAX_LOOKS: usize = 1_000_000_000;
/// Link annotations looked at, on each page.
pub const MAX_LINKS: usize = 10_000;
/// Fonts of a file.
pub const MAX_FONTS: usize = 2_000;
/// Entries of one font's width table.
pub const MAX_WIDTHS: usize = 70_000;
/// Forms within forms.
pub const MAX_FORM_DEPTH: usize = 32;
/// Saved graphics states (`q`) at one time; deeper ones are not saved.
pub const MAX_STATES: usize = 512;
/// Arrays and dictionaries within each other in a content stream.
pub const MAX_NESTING: usize = 32;
/// References that lead to references; nodes above a page.
pub const MAX_REFERENCES: usize = 32;
/// Work on one file, as time of the processor: a busy machine takes longer, and no file is refused for that. Slow
/// machines read a CV in a hundredth of this.
pub const MAX_TIME: Duration = Duration::from_secs(4);
/// The same from a file's bytes to its document, where nobody else watches the clock: what comes after the pages knows no
/// deadline, and a page of a hundred thousand words is not worth more.
pub const MAX_TIME_IN_ALL: Duration = Duration::from_secs(6);
/// And on the clock of the wall: a machine that is busier than this cannot be waited for.
pub const MAX_WAIT: Duration = Duration::from_mins(1);
/// The clock is read once in so many steps.
const STEPS_PER_LOOK: u32 = 1_024;

/// What is left for one file.
#[derive(Debug, Clone)]
pub(super) struct Budget {
    deadline: Duration,
    steps: u32,
    operators: u32,
    glyphs: u32,
    bytes: usize,
    looks: usize,
}

impl Budget {
    /// A full budget; the clock starts.
    pub fn new() -> Self {
        Self { deadline: worked(Worker::Thread) + MAX_TIME, steps: 0, operators: 0, glyphs: 0, bytes: 0, looks: 0 }
    }

    /// Accounts for one content operator.
    pub fn operator(&mut self) -> Result<(), Error> {
        self.operators += 1;
        if MAX_OPERATORS < self.operators {
            return Err(over(format!("{MAX_OPERATORS} operators"), "content streams"));
        }
        self.step()
    }

    /// Accounts for one glyph.
    pub fn glyph(&mut self) -> Result<(), Error> {
        self.glyphs += 1;
        if MAX_GLYPHS < self.glyphs {
            return Err(over(format!("{MAX_GLYPHS} glyphs"), "text"));
        }
        self.step()
    }

    /// Accounts for looks at the boxes and pictures of a page.
    pub fn looks(&mut self, n_looks: usize) -> Result<(), Error> {
        self.looks = self.looks.saturating_add(n_looks);
        if MAX_LOOKS < self.looks {
            return Err(over(format!("{MAX_LOOKS} looks"), "boxes and pictures around the text"));
        }
        self.step()
    }

    /// Accounts for decompressed bytes.
    pub fn decompressed(&mut self, n_bytes: usize) -> Result<(), Error> {
        self.bytes = self.bytes.saturating_add(n_bytes);
        if MAX_DOCUMENT_BYTES < self.bytes {
            return Err(over(mebibytes(MAX_DOCUMENT_BYTES, "decompressed"), "all streams together"));
        }
        self.time()
    }

    /// Decompressed bytes that one more stream may have.
    pub fn stream_bytes(&self) -> usize {
        MAX_STREAM_BYTES.min(MAX_DOCUMENT_BYTES.saturating_sub(self.bytes))
    }

    /// Accounts for one turn of any loop over what a file holds.
    pub fn step(&mut self) -> Result<(), Error> {
        self.steps = self.steps.wrapping_add(1);
        if self.steps.is_multiple_of(STEPS_PER_LOOK) { self.time() } else { Ok(()) }
    }

    /// Looks at the clock.
    pub fn time(&self) -> Result<(), Error> {
        if self.deadline < worked(Worker::Thread) {
            return Err(too_slow(MAX_TIME));
        }
        Ok(())
    }
}

/// Whose work is measured.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Worker {
    /// This thread.
    Thread,
    /// All threads of this process.
    Process,
}

/// How long a processor has worked for `worker`.
#[cfg(unix)]
pub(crate) fn worked(worker: Worker) -> Duration {
    use rustix::time::{ClockId, clock_gettime};
    let time = clock_gettime(match worker {
        Worker::Thread => ClockId::ThreadCPUTime,
        Worker::Process => ClockId::ProcessCPUTime,
    });
    Duration::new(u64::try_from(time.tv_sec).unwrap_or(0), u32::try_from(time.tv_nsec).unwrap_or(0))
}

/// The time since the first question, where the system does not tell the processor's.
#[cfg(not(unix))]
pub(crate) fn worked(_: Worker) -> Duration {
    static START: std::sync::LazyLock<std::time::Instant> = std::sync::LazyLock::new(std::time::Instant::now);
    START.elapsed()
}

/// The error of a file that takes longer than `limit`.
pub(crate) fn too_slow(limit: Duration) -> Error {
    over(format!("{} seconds", limit.as_secs()), "time to read the file")
}

/// The error that names a budget.
pub(super) fn over(limit: impl Into<String>, what: impl Into<String>) -> Error {
    Error::OverLimit { limit: limit.into(), what: what.into() }
}

/// "32 MiB decompressed".
pub(super) fn mebibytes(n_bytes: usize, what: &str) -> String {
    format!("{} MiB {what}", n_bytes >> 20)
}
