//! The clock beside a job: what works for too long ends with the process.

use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use crate::pdf::limits::{MAX_WAIT, Worker, worked};

/// The clock is read again after this time.
const TICK: Duration = Duration::from_millis(50);

/// Watches over the work of this process, from a thread of its own, until it is stopped.
///
/// The job stays on the thread that it is on: handing it to another costs a short one more than the watch does.
pub struct Watch(Arc<Shared>);

#[derive(Default)]
struct Shared {
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Default, Clone, Copy, PartialEq, Eq)]
enum State {
    #[default]
    Running,
    Done,
    TooLong,
}

impl Watch {
    /// Starts the clock: after `limit` of work, `give_up` is called once, on the watch's thread.
    ///
    /// # Errors
    /// The system's where there is no thread to be had.
    pub fn start(limit: Duration, give_up: impl FnOnce() + Send + 'static) -> std::io::Result<Self> {
        let shared = Arc::new(Shared::default());
        let (watched, started, before) = (Arc::clone(&shared), Instant::now(), worked(Worker::Process));
        let is_over = move || limit < worked(Worker::Process).saturating_sub(before) || MAX_WAIT < started.elapsed();
        thread::Builder::new().spawn(move || {
            if watched.is_too_long(is_over) {
                give_up();
            }
        })?;
        Ok(Self(shared))
    }

    /// The job has ended: stops the clock. False if it was too late, and `give_up` speaks for the job.
    pub fn stop(&self) -> bool {
        let mut state = self.0.state();
        let is_in_time = *state == State::Running;
        if is_in_time {
            *state = State::Done;
        }
        drop(state);
        self.0.changed.notify_one();
        is_in_time
    }
}

impl Shared {
    /// Waits until the job is done or `is_over`, which is then what the state says.
    fn is_too_long(&self, is_over: impl Fn() -> bool) -> bool {
        let mut state = self.state();
        while *state == State::Running {
            if is_over() {
                *state = State::TooLong;
                return true;
            }
            state = self.changed.wait_timeout(state, TICK).unwrap_or_else(PoisonError::into_inner).0;
        }
        false
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc;

    use super::*;

    /// Works for `work` under a watch of `limit`: whether it was in time, and whether the watch gave up.
    fn watched(limit: Duration, work: Duration) -> (bool, bool) {
        let (gave_up, told) = mpsc::channel();
        let watch = Watch::start(limit, move || gave_up.send(()).unwrap()).unwrap();
        let mut n = 0_u64;
        let before = worked(Worker::Thread);
        while worked(Worker::Thread).saturating_sub(before) < work {
            n = n.wrapping_add(1);
        }
        (watch.stop(), told.recv().is_ok())
    }

    #[test]
    fn the_watch_gives_up_on_a_job_that_works_for_too_long() {
        assert_eq!(watched(Duration::from_millis(20), Duration::from_secs(1)), (false, true));
    }

    #[test]
    fn the_watch_is_silent_about_a_job_that_ends_in_time() {
        assert_eq!(watched(Duration::from_mins(1), Duration::ZERO), (true, false));
    }
}
