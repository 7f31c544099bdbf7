//! When to stop: a signal, a reader that has gone, or an error that ends the run.

use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use signal_hook::consts::{SIGINT, SIGTERM};

use crate::cli::exit::Exit;

/// Shared by all threads of a run.
#[derive(Debug, Clone, Default)]
pub struct Stop {
    signal: Arc<AtomicUsize>,
    is_ended: Arc<AtomicBool>,
}

impl Stop {
    /// Listens to SIGINT and SIGTERM from now on.
    ///
    /// # Errors
    /// Whatever the system says.
    pub fn listen() -> io::Result<Self> {
        let stop = Self::default();
        for signal in [SIGINT, SIGTERM] {
            signal_hook::flag::register_usize(signal, Arc::clone(&stop.signal), signal as usize)?;
        }
        Ok(stop)
    }

    /// Ends the run for a reason other than a signal.
    pub fn end(&self) {
        self.is_ended.store(true, Ordering::Relaxed);
    }

    /// Whether no new file is to be taken.
    #[must_use]
    pub fn is_set(&self) -> bool {
        self.is_ended.load(Ordering::Relaxed) || self.exit().is_some()
    }

    /// The exit code of the signal that came, if one did.
    #[must_use]
    pub fn exit(&self) -> Option<Exit> {
        match i32::try_from(self.signal.load(Ordering::Relaxed)) {
            Ok(SIGINT) => Some(Exit::Interrupted),
            Ok(SIGTERM) => Some(Exit::Terminated),
            _ => None,
        }
    }
}
