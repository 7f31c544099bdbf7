//! The run: one thread that reads files in order, one for each worker, one that puts the outcomes in order.
//!
//! In: what was found and where its documents go. Out: a [`Record`] for each file, in the order of the files whatever
//! the number of workers. Memory does not grow with the number of files but for their records.

use std::collections::{BTreeMap, HashMap};
use std::io;
use std::sync::mpsc::{Receiver, Sender, SyncSender, channel, sync_channel};
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use super::find::Found;
use super::folder::Folder;
use super::journal::Entry;
use super::pool::{Job, Outcome, Settings, Slot};
use super::record::{Cause, Name, Record, Status};
use super::stop::Stop;
use super::worker::Answer;
use crate::cli::output::{Failure, cause_of, offer, read_regular};

/// How far reading may run ahead of the first file that is not done: bounds what waits to be put in order.
const MAX_AHEAD: usize = 256;

/// How long a full queue waits before the signals are looked at again.
const TICK: Duration = Duration::from_millis(50);

/// What is to be done.
pub struct Work<'a> {
    /// The files, in order.
    pub found: &'a [Found],
    /// Where the document of each goes; in a stream the names are not used.
    pub outputs: &'a [String],
    /// The output folder; `None`: one stream to standard output.
    pub folder: Option<&'a Folder>,
    /// Number of workers.
    pub n_jobs: usize,
    /// Largest file that is read, in bytes.
    pub max_bytes: u64,
    /// Parse what failed before once more.
    pub retries_failed: bool,
    /// Parse everything again.
    pub is_fresh: bool,
    /// How workers are started.
    pub settings: Settings,
}

/// What became of a file, on its way to being put in order.
enum Event {
    /// It is done; a stream's document comes along.
    Done { index: usize, entry: Box<Entry>, document: Vec<u8> },
    /// It has the bytes of an earlier file.
    Same { index: usize, sha256: String, original: usize },
    /// Nothing more can be done.
    Fatal(Failure),
}

/// The first file that is not done yet, for those who must not run too far ahead of it.
type Front = (Mutex<usize>, Condvar);

/// Does the work; `tick` is told of every record.
///
/// # Errors
/// When the output cannot be written or no worker started; the records so far are lost to the report then, not to the
/// journal.
pub fn run(work: &Work, stop: &Stop, tick: &mut dyn FnMut(&Record)) -> Result<Vec<Record>, Failure> {
    let front: Front = (Mutex::new(0), Condvar::new());
    let (events, of_events) = channel();
    let (jobs, of_jobs) = sync_channel::<Job>(work.n_jobs);
    let of_jobs = Arc::new(Mutex::new(of_jobs));
    let mut order = Order { work, stop, records: Vec::new(), waiting: BTreeMap::new(), persons: HashMap::new() };
    thread::scope(|scope| {
        for _ in 0..work.n_jobs {
            let (of_jobs, events) = (Arc::clone(&of_jobs), events.clone());
            scope.spawn(move || serve(work, stop, &of_jobs, &events));
        }
        drop(of_jobs);
        let of_front = &front;
        scope.spawn(move || read_all(work, stop, of_front, &jobs, &events));
        let result = order.take_all(&of_events, &front, tick);
        if result.is_err() {
            stop.end();
        }
        result
    })?;
    Ok(order.records)
}

/// Reads the files in order and hands those that must be parsed to the workers.
fn read_all(work: &Work, stop: &Stop, front: &Front, jobs: &SyncSender<Job>, events: &Sender<Event>) {
    let mut first_with: HashMap<String, usize> = HashMap::new();
    for (index, found) in work.found.iter().enumerate() {
        if !wait_for(front, index, stop) {
            return;
        }
        let sent = match step(work, index, found, &mut first_with) {
            Step::Known(entry) => events.send(Event::Done { index, entry, document: Vec::new() }).is_ok(),
            Step::Same { sha256, original } => events.send(Event::Same { index, sha256, original }).is_ok(),
            Step::Parse(job) => jobs.send(job).is_ok(),
        };
        if !sent {
            return;
        }
    }
}

/// What is to be done with a file.
enum Step {
    /// Nothing: it cannot be parsed, or an earlier run has done it.
    Known(Box<Entry>),
    /// What is done with an earlier file, whose bytes it has.
    Same { sha256: String, original: usize },
    /// A worker reads it.
    Parse(Job),
}

fn step(work: &Work, index: usize, found: &Found, first_with: &mut HashMap<String, usize>) -> Step {
    let name = Name::from(found.relative.as_path());
    let (bytes, sha256) = match read_one(work, index, found) {
        Ok(read) => read,
        Err((cause, message)) => return Step::Known(Box::new(entry(Record::without(name, cause, &message)))),
    };
    if let Some(original) = first_with.get(&sha256) {
        return Step::Same { sha256, original: *original };
    }
    first_with.insert(sha256.clone(), index);
    match known(work, &name, &sha256) {
        Some(entry) => Step::Known(Box::new(entry)),
        None => Step::Parse(Job { index, name: name.path, bytes: Arc::new(bytes), sha256 }),
    }
}

/// Waits until `index` is near enough to the front; `false` when the run stops.
fn wait_for((front, moved): &Front, index: usize, stop: &Stop) -> bool {
    let mut at = front.lock().unwrap_or_else(PoisonError::into_inner);
    while *at + MAX_AHEAD <= index && !stop.is_set() {
        at = moved.wait_timeout(at, TICK).unwrap_or_else(PoisonError::into_inner).0;
    }
    !stop.is_set()
}

/// The bytes of a file and their hash, or why it is not to be parsed.
fn read_one(work: &Work, index: usize, found: &Found) -> Result<(Vec<u8>, String), (Cause, String)> {
    if let Some(trouble) = &found.trouble {
        return Err(trouble.clone());
    }
    if let (Some(folder), Some(output)) = (work.folder, work.outputs.get(index))
        && !folder.is_free(output)
    {
        let message = "there is a file in the place of its document that is not ours (--force replaces it)";
        return Err((Cause::OutputExists, message.to_owned()));
    }
    let limit = work.max_bytes;
    match read_regular(&found.path, limit) {
        Ok(Some(bytes)) if limit < bytes.len() as u64 => {
            Err((Cause::OverLimit, format!("over the limit of {} MiB a file", limit >> 20)))
        }
        Ok(Some(bytes)) => {
            let sha256 = crate::sha256(&bytes);
            Ok((bytes, sha256))
        }
        Ok(None) => Err((Cause::NotRegular, "not a regular file".to_owned())),
        Err(error) => Err((Cause::Io, cause_of(&error))),
    }
}

/// What an earlier run made of these bytes, where that still counts.
fn known(work: &Work, name: &Name, sha256: &str) -> Option<Entry> {
    let entry = work.folder.filter(|_| !work.is_fresh)?.known(name, sha256)?;
    let is_retried = work.retries_failed && entry.record.status == Status::Failed;
    (!is_retried).then_some(entry)
}

/// Has a worker read files until there are no more.
fn serve(work: &Work, stop: &Stop, jobs: &Mutex<Receiver<Job>>, events: &Sender<Event>) {
    let mut slot = Slot::new(work.settings.clone());
    while !stop.is_set() {
        let job = jobs.lock().unwrap_or_else(PoisonError::into_inner).recv_timeout(TICK);
        let job = match job {
            Ok(job) => job,
            Err(std::sync::mpsc::RecvTimeoutError::Timeout) => continue,
            Err(std::sync::mpsc::RecvTimeoutError::Disconnected) => return,
        };
        let event = match parse(work, stop, &mut slot, &job) {
            Ok(Some((entry, document))) => Event::Done { index: job.index, entry: Box::new(entry), document },
            Ok(None) => return,
            Err(failure) => Event::Fatal(failure),
        };
        if events.send(event).is_err() {
            return;
        }
    }
}

/// Has `job` read and its document written; `None` when the run stops first.
fn parse(work: &Work, stop: &Stop, slot: &mut Slot, job: &Job) -> Result<Option<(Entry, Vec<u8>)>, Failure> {
    let started = Instant::now();
    let outcome = slot.read(job, stop).map_err(|error| Failure::of_io("worker", &error))?;
    let ms = started.elapsed().as_millis() as u64;
    let (answer, document) = match outcome {
        Outcome::Stopped => return Ok(None),
        Outcome::Answered(answer, document) => (answer, document),
        Outcome::Died(cause, message) => (Answer { failure: Some((cause, message)), ..Answer::default() }, Vec::new()),
    };
    let Some(found) = work.found.get(job.index) else {
        return Ok(None);
    };
    let mut record = record(found, job, &answer);
    record.ms = Some(ms);
    let mut entry = Entry { size: document.len() as u64, persons: answer.persons, ..entry(record) };
    let Some(folder) = work.folder else {
        return Ok(Some((entry, document)));
    };
    if entry.record.has_document()
        && let Some(output) = work.outputs.get(job.index)
    {
        folder.write(output, &document)?;
        entry.record.output = Some(output.clone());
    }
    folder.done(entry.clone())?;
    Ok(Some((entry, Vec::new())))
}

fn record(found: &Found, job: &Job, answer: &Answer) -> Record {
    let name = Name::from(found.relative.as_path());
    let record = match &answer.failure {
        Some((cause, message)) => Record::without(name, *cause, message),
        None if answer.is_partial => Record { status: Status::Partial, ..Record::parsed(name) },
        None => Record::parsed(name),
    };
    Record { sha256: Some(job.sha256.clone()), peak_kib: answer.peak_kib, notes: answer.notes.clone(), ..record }
}

fn entry(record: Record) -> Entry {
    Entry { run: String::new(), size: 0, persons: Vec::new(), record }
}

/// Puts outcomes in the order of the files.
struct Order<'a> {
    work: &'a Work<'a>,
    stop: &'a Stop,
    records: Vec<Record>,
    waiting: BTreeMap<usize, Event>,
    persons: HashMap<String, String>,
}

impl Order<'_> {
    fn take_all(
        &mut self,
        events: &Receiver<Event>,
        (front, moved): &Front,
        tick: &mut dyn FnMut(&Record),
    ) -> Result<(), Failure> {
        for event in events {
            match event {
                Event::Fatal(failure) => return Err(failure),
                Event::Done { index, .. } | Event::Same { index, .. } => self.waiting.insert(index, event),
            };
            while let Some(event) = self.waiting.remove(&self.records.len()) {
                let record = self.settle(event)?;
                tick(&record);
                self.records.push(record);
            }
            *front.lock().unwrap_or_else(PoisonError::into_inner) = self.records.len();
            moved.notify_all();
        }
        self.settle_rest(tick)
    }

    /// After a stop there are gaps; what is done behind them counts all the same.
    fn settle_rest(&mut self, tick: &mut dyn FnMut(&Record)) -> Result<(), Failure> {
        for (_, event) in std::mem::take(&mut self.waiting) {
            if let Event::Done { .. } = event {
                let record = self.settle(event)?;
                tick(&record);
                self.records.push(record);
            }
        }
        Ok(())
    }

    fn settle(&mut self, event: Event) -> Result<Record, Failure> {
        match event {
            Event::Done { entry, document, .. } => self.settle_done(*entry, &document),
            Event::Same { index, sha256, original } => self.settle_same(index, sha256, original),
            Event::Fatal(failure) => Err(failure),
        }
    }

    fn settle_done(&mut self, entry: Entry, document: &[u8]) -> Result<Record, Failure> {
        if self.work.folder.is_none() && !document.is_empty() && !offer(document)? {
            // Whoever reads has had enough.
            self.stop.end();
        }
        let mut record = entry.record;
        record.same_person_as = entry.persons.iter().find_map(|person| self.persons.get(person).cloned());
        for person in entry.persons {
            self.persons.entry(person).or_insert_with(|| record.name.path.clone());
        }
        Ok(record)
    }

    fn settle_same(&mut self, index: usize, sha256: String, original: usize) -> Result<Record, Failure> {
        let (Some(original), Some(found)) = (self.records.get(original), self.work.found.get(index)) else {
            return Err(Failure::of_io("records", &io::ErrorKind::NotFound.into()));
        };
        let mut record = Record { name: Name::from(found.relative.as_path()), ..original.clone() };
        record.sha256 = Some(sha256);
        record.same_bytes_as = Some(original.name.path.clone());
        (record.same_person_as, record.ms, record.peak_kib) = (None, None, None);
        if let (Some(folder), Some(from), Some(output)) =
            (self.work.folder, &original.output, self.work.outputs.get(index))
        {
            folder.link(from, output)?;
            record.output = Some(output.clone());
        }
        Ok(record)
    }
}
