//! Paths to files: what lies in each folder, and what of it is to be parsed.
//!
//! In: paths. Out: one [`Found`] for each file, by path, with its place below the folder that all have in common.
//! Nothing is opened here; content is not known.

use std::path::{Component, Path, PathBuf};

use ignore::WalkBuilder;

use super::record::Cause;

/// Endings that names of CVs have.
const FILE_ENDINGS: [&str; 3] = ["md", "pdf", "txt"];

/// A file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// How to open it.
    pub path: PathBuf,
    /// Its path below the common folder.
    pub relative: PathBuf,
    /// Why it is not to be parsed.
    pub trouble: Option<(Cause, String)>,
}

/// All files at and below `inputs`, by path; `avoid` is the output folder.
#[must_use]
pub fn find(inputs: &[PathBuf], avoid: Option<&Path>) -> Vec<Found> {
    let inputs: Vec<PathBuf> = inputs.iter().map(|input| absolute(input)).collect();
    let mut found = Vec::new();
    for input in &inputs {
        if input.is_dir() { walk(input, avoid, &mut found) } else { found.push(named(input)) }
    }
    let base = common_folder(&inputs);
    for file in &mut found {
        file.relative = file.path.strip_prefix(&base).map_or_else(|_| plain(&file.path), Path::to_owned);
    }
    found.sort_by(|a, b| a.relative.as_os_str().cmp(b.relative.as_os_str()));
    found.dedup_by(|a, b| a.relative == b.relative);
    found
}

/// The path with the links of its folders resolved: a file that is a link itself keeps its name.
fn absolute(input: &Path) -> PathBuf {
    let resolved = match (input.is_dir(), input.parent(), input.file_name()) {
        (false, Some(folder), Some(name)) => {
            let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
            folder.canonicalize().map(|folder| folder.join(name))
        }
        _ => input.canonicalize(),
    };
    resolved.or_else(|_| std::path::absolute(input)).unwrap_or_else(|_| input.to_owned())
}

/// The innermost folder that holds all of `inputs`; a folder holds itself.
fn common_folder(inputs: &[PathBuf]) -> PathBuf {
    let folder_of = |input: &PathBuf| match input.parent() {
        Some(parent) if !input.is_dir() => parent.to_owned(),
        _ => input.clone(),
    };
    let mut folders = inputs.iter().map(folder_of);
    let first = folders.next().unwrap_or_default();
    folders.fold(first, |common, folder| {
        let shared = common.components().zip(folder.components()).take_while(|(a, b)| a == b);
        shared.map(|(component, _)| component).collect()
    })
}

/// A path without its root and without steps upwards, so that it stays below any folder it is joined to.
fn plain(path: &Path) -> PathBuf {
    path.components().filter(|component| matches!(component, Component::Normal(_))).collect()
}

/// A file that the user named: links are followed, hidden ones are parsed.
fn named(path: &Path) -> Found {
    let trouble = match path.metadata() {
        Err(error) => Some((Cause::Io, crate::cli::output::cause_of(&error))),
        Ok(meta) if !meta.is_file() => Some((Cause::NotRegular, "not a regular file".to_owned())),
        Ok(_) => None,
    };
    Found { path: path.to_owned(), relative: PathBuf::new(), trouble }
}

fn walk(root: &Path, avoid: Option<&Path>, found: &mut Vec<Found>) {
    let avoid = avoid.map(Path::to_owned);
    let mut walk = WalkBuilder::new(root);
    walk.standard_filters(false).follow_links(false);
    // A hidden folder is one line of the report, not one for each file in it.
    walk.filter_entry(move |entry| {
        let is_below_hidden = entry.path().parent().is_some_and(is_hidden) && 1 < entry.depth();
        !is_below_hidden && avoid.as_deref() != Some(entry.path())
    });
    for entry in walk.build() {
        match entry {
            Ok(entry) if entry.file_type().is_some_and(|kind| kind.is_dir()) && !is_hidden_below(&entry) => {
                found.extend(folder_like_a_file(&entry));
            }
            Ok(entry) => {
                let trouble = trouble(root, &entry);
                found.push(Found { path: entry.into_path(), relative: PathBuf::new(), trouble });
            }
            Err(error) => found.push(unreadable(root, &error)),
        }
    }
}

/// A folder with the name of a CV: whoever counts on a document for it is told; what lies in it is found all the same.
fn folder_like_a_file(entry: &ignore::DirEntry) -> Option<Found> {
    let ending = entry.path().extension()?.to_str()?.to_ascii_lowercase();
    let trouble = Some((Cause::NotRegular, "a folder with the name of a file".to_owned()));
    let is_like = 0 < entry.depth() && FILE_ENDINGS.contains(&ending.as_str());
    is_like.then(|| Found { path: entry.path().to_owned(), relative: PathBuf::new(), trouble })
}

fn is_hidden(path: &Path) -> bool {
    path.file_name().is_some_and(|name| name.as_encoded_bytes().starts_with(b"."))
}

fn is_hidden_below(entry: &ignore::DirEntry) -> bool {
    0 < entry.depth() && is_hidden(entry.path())
}

fn trouble(root: &Path, entry: &ignore::DirEntry) -> Option<(Cause, String)> {
    let kind = entry.file_type()?;
    if is_hidden_below(entry) {
        return Some((Cause::Hidden, "its name begins with a dot".to_owned()));
    }
    if !kind.is_symlink() {
        return (!kind.is_file()).then(|| (Cause::NotRegular, "not a regular file".to_owned()));
    }
    match entry.path().canonicalize() {
        Err(error) => Some((Cause::Io, crate::cli::output::cause_of(&error))),
        Ok(target) if !target.starts_with(root) => {
            Some((Cause::LinkOutside, "a link that leads out of the folder".to_owned()))
        }
        Ok(target) if target.is_dir() => Some((Cause::LinkToFolder, "a link to a folder".to_owned())),
        Ok(target) if !target.is_file() => Some((Cause::NotRegular, "not a regular file".to_owned())),
        Ok(_) => None,
    }
}

/// A folder that could not be listed.
fn unreadable(root: &Path, error: &ignore::Error) -> Found {
    let path = path_of(error).unwrap_or(root).to_owned();
    let cause = error.io_error().map_or_else(|| error.to_string(), crate::cli::output::cause_of);
    Found { path, relative: PathBuf::new(), trouble: Some((Cause::Io, cause)) }
}

/// The path inside an error of the walk, at most a few layers deep.
fn path_of(error: &ignore::Error) -> Option<&Path> {
    let mut error = error;
    for _ in 0..8 {
        error = match error {
            ignore::Error::WithPath { path, .. } => return Some(path),
            ignore::Error::WithDepth { err, .. } | ignore::Error::WithLineNumber { err, .. } => err,
            _ => return None,
        };
    }
    None
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    #[track_caller]
    fn check(root: &Path, inputs: &[&str], expected: &[(&str, Option<Cause>)]) {
        let inputs: Vec<PathBuf> = inputs.iter().map(|input| root.join(input)).collect();
        let avoid = root.canonicalize().unwrap().join("out");
        let found = find(&inputs, Some(&avoid));
        let actual: Vec<(&str, Option<Cause>)> = found
            .iter()
            .map(|file| (file.relative.to_str().unwrap(), file.trouble.as_ref().map(|(cause, _)| *cause)))
            .collect();
        assert_eq!(actual, expected);
    }

    fn tree(files: &[&str]) -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        for file in files {
            let path = folder.path().join(file);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, file).unwrap();
        }
        folder
    }

    #[test]
    fn a_folder_is_walked_in_order_and_the_output_folder_left_out() {
        let folder = tree(&["b.pdf", "a/c.pdf", "a.pdf", "out/a.pdf.json"]);
        check(folder.path(), &["."], &[("a.pdf", None), ("a/c.pdf", None), ("b.pdf", None)]);
    }

    #[test]
    fn several_inputs_are_mirrored_below_their_common_folder() {
        let folder = tree(&["x/a.pdf", "x/y/b.pdf", "z/c.pdf"]);
        let expected = [("x/a.pdf", None), ("x/y/b.pdf", None), ("z/c.pdf", None)];
        check(folder.path(), &["x", "z/c.pdf", "x/a.pdf"], &expected);
        check(folder.path(), &["z/c.pdf"], &[("c.pdf", None)]);
    }

    #[test]
    fn hidden_files_and_folders_are_one_line_each() {
        let folder = tree(&[".DS_Store", ".git/a", ".git/b/c", "a.pdf"]);
        let hidden = Some(Cause::Hidden);
        check(folder.path(), &["."], &[(".DS_Store", hidden), (".git", hidden), ("a.pdf", None)]);
    }

    #[test]
    fn a_folder_with_the_name_of_a_file_is_a_line_and_is_walked() {
        let folder = tree(&["a.pdf", "x.PDF/b.pdf"]);
        check(folder.path(), &["."], &[("a.pdf", None), ("x.PDF", Some(Cause::NotRegular)), ("x.PDF/b.pdf", None)]);
    }

    #[test]
    fn a_missing_file_is_a_line_too() {
        let folder = tree(&["a.pdf"]);
        check(folder.path(), &["a.pdf", "b.pdf"], &[("a.pdf", None), ("b.pdf", Some(Cause::Io))]);
    }

    #[test]
    #[cfg(unix)]
    fn links_lead_nowhere_but_to_files_of_the_folder() {
        use std::os::unix::fs::symlink;
        let folder = tree(&["in/a.pdf", "secret"]);
        let path = folder.path().join("in");
        symlink(path.join("a.pdf"), path.join("b.pdf")).unwrap();
        symlink(folder.path().join("secret"), path.join("c.pdf")).unwrap();
        symlink(&path, path.join("loop")).unwrap();
        symlink("nowhere", path.join("z.pdf")).unwrap();
        let expected = [
            ("a.pdf", None),
            ("b.pdf", None),
            ("c.pdf", Some(Cause::LinkOutside)),
            ("loop", Some(Cause::LinkToFolder)),
            ("z.pdf", Some(Cause::Io)),
        ];
        check(folder.path(), &["in"], &expected);
    }

    #[test]
    #[cfg(unix)]
    fn a_socket_is_not_opened() {
        let folder = tree(&["a.pdf"]);
        let _socket = std::os::unix::net::UnixListener::bind(folder.path().join("s.pdf")).unwrap();
        check(folder.path(), &["."], &[("a.pdf", None), ("s.pdf", Some(Cause::NotRegular))]);
    }
}
