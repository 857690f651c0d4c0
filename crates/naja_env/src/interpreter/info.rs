//! What an interpreter reports about itself, queried once and kept in the cache.
//!
//! `<cache>/interpreters-v1/<hash of the path>` holds a checksum, a line feed and JSON: the executable's state and the
//! answer. An answer is valid as long as path, size, time and number of the file are the same, so it costs one stat.

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde::{Deserialize, Serialize};

use crate::error::EnvError;
use crate::file_state::FileState;
use crate::folder::{Folder, read_regular};
use crate::sha256::Sha256;

const SCRIPT: &str = include_str!("query.py");

/// The answer of the query script.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct InterpreterInfo {
    pub(super) implementation_name: String,
    pub(super) implementation_version: String,
    pub(super) os_name: String,
    pub(super) platform_machine: String,
    pub(super) platform_python_implementation: String,
    pub(super) platform_release: String,
    pub(super) platform_system: String,
    pub(super) platform_version: String,
    pub(super) python_full_version: String,
    pub(super) python_version: String,
    pub(super) sys_platform: String,
    /// The base interpreter's executable.
    pub(super) executable: PathBuf,
    pub(super) base_prefix: PathBuf,
    pub(super) gil_disabled: bool,
    pub(super) debug: bool,
    pub(super) pointer_bits: u32,
    /// `sysconfig.get_platform()`.
    pub(super) platform: String,
    /// `glibc` or `musl`, major and minor version.
    pub(super) libc: Option<(String, u16, u16)>,
    /// The version of macOS.
    pub(super) macos: Option<String>,
    pub(super) scheme: Scheme,
}

/// Where an environment's files go, relative to its root, with `/`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Scheme {
    /// Pure modules.
    pub purelib: String,
    /// Modules for one platform.
    pub platlib: String,
    /// Executables.
    pub scripts: String,
}

#[derive(Serialize, Deserialize)]
struct Record {
    path: PathBuf,
    size: u64,
    modified: i64,
    changed: i64,
    inode: u64,
    info: InterpreterInfo,
}

impl InterpreterInfo {
    /// The info about the interpreter at `path`, from `cache` (the cache's root) where they are known.
    pub(super) fn of(path: &Path, cache: Option<&Path>) -> Result<Self, EnvError> {
        let metadata = fs::metadata(path).map_err(EnvError::io("read", path))?;
        let state = FileState::of(&metadata);
        let place = cache.map(|cache| path_in_cache(cache, path));
        if let Some(info) = place.as_deref().and_then(|place| load(place, path, state)) {
            return Ok(info);
        }
        let info = query(path)?;
        if let Some(place) = place {
            let record = Record {
                path: path.to_path_buf(),
                size: state.size,
                modified: state.modified,
                changed: state.changed,
                inode: state.inode,
                info: info.clone(),
            };
            // An answer that can't be kept is asked for again.
            let _ = store(&place, &record);
        }
        Ok(info.refreshed())
    }

    /// The info about the interpreter at `path`, where `cache` (the cache's root) has them.
    pub(super) fn recalled(path: &Path, cache: Option<&Path>) -> Option<Self> {
        let state = FileState::of(&fs::metadata(path).ok()?);
        load(&path_in_cache(cache?, path), path, state)
    }

    /// With what changes when the machine is restarted.
    fn refreshed(mut self) -> Self {
        #[cfg(unix)]
        {
            let uname = rustix::system::uname();
            if self.platform_system == uname.sysname().to_string_lossy() {
                self.platform_release = uname.release().to_string_lossy().into_owned();
                self.platform_version = uname.version().to_string_lossy().into_owned();
            }
        }
        self
    }
}

fn path_in_cache(cache: &Path, path: &Path) -> PathBuf {
    let digits = Sha256::of(path.as_os_str().as_encoded_bytes()).to_string();
    cache.join("interpreters-v1").join(&digits[..32])
}

fn load(place: &Path, path: &Path, state: FileState) -> Option<InterpreterInfo> {
    let bytes = read_regular(place).ok()?;
    let (sum, json) = bytes.split_at_checked(65)?;
    if sum[64] != b'\n' || Sha256::of(json).to_string().as_bytes() != &sum[..64] {
        return None;
    }
    let record: Record = serde_json::from_slice(json).ok()?;
    let Record { size, modified, changed, inode, .. } = record;
    let known = FileState { size, modified, changed, inode };
    (record.path == path && known == state).then(|| record.info.refreshed())
}

/// Writes an answer in place: one that is only half there is noticed by its checksum, and there is no temporary file that could be left.
fn store(place: &Path, record: &Record) -> std::io::Result<()> {
    let folder = place.parent().unwrap_or(place);
    fs::create_dir_all(folder)?;
    let json = serde_json::to_vec(record)?;
    let text = [format!("{}\n", Sha256::of(&json)).as_bytes(), &json].concat();
    let name = place.file_name().unwrap_or_default().to_string_lossy();
    let mut file = Folder::open(folder)?.open_or_create_file(&name)?;
    file.set_len(0)?;
    file.write_all(&text)
}

/// Runs the query script: isolated, so that no variable or folder of the user's has a say, and without `site`, so that
/// nothing installed runs.
fn query(path: &Path) -> Result<InterpreterInfo, EnvError> {
    let broken = |reason: String| EnvError::BrokenInterpreter { path: path.to_path_buf(), reason };
    let output = Command::new(path)
        .args(["-I", "-S", "-B", "-c", SCRIPT])
        // macOS reports version 10.16 to programs built for an older one.
        .env("SYSTEM_VERSION_COMPAT", "0")
        .stdin(Stdio::null())
        .output()
        .map_err(|error| broken(format!("it can't be started: {error}")))?;
    if !output.status.success() {
        let talk = String::from_utf8_lossy(&output.stderr);
        let last = talk.lines().rev().find(|line| !line.trim().is_empty()).unwrap_or("no output");
        return Err(broken(format!("it fails when queried: {}", last.trim())));
    }
    serde_json::from_slice(&output.stdout)
        .map_err(|error| broken(format!("its response can't be read: {error}")))
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::Path;

    use super::{InterpreterInfo, path_in_cache};
    use crate::interpreter::tests::python;

    fn recorded(cache: &Path, path: &Path) -> String {
        fs::read_to_string(path_in_cache(cache, path)).unwrap()
    }

    #[test]
    fn an_answer_is_kept_and_believed_while_the_executable_stays() {
        let cache = tempfile::tempdir().unwrap();
        let path = python();
        let info = InterpreterInfo::of(&path, Some(cache.path())).unwrap();
        let record = recorded(cache.path(), &path);
        let changed = record[65..].replace(&info.platform_machine, "pdp11");
        let sum = crate::sha256::Sha256::of(changed.as_bytes());
        fs::File::create(path_in_cache(cache.path(), &path)).unwrap();
        naja_base::atomic::replace(
            &path_in_cache(cache.path(), &path),
            format!("{sum}\n{changed}").as_bytes(),
        )
        .unwrap();
        assert_eq!(InterpreterInfo::of(&path, Some(cache.path())).unwrap().platform_machine, "pdp11");
    }

    #[test]
    fn fault_73_a_damaged_answer_is_asked_for_again() {
        let cache = tempfile::tempdir().unwrap();
        let path = python();
        let info = InterpreterInfo::of(&path, Some(cache.path())).unwrap();
        let record = recorded(cache.path(), &path);
        let damaged = record.replace(&info.platform_machine, "pdp11");
        naja_base::atomic::replace(&path_in_cache(cache.path(), &path), damaged.as_bytes()).unwrap();
        assert_eq!(InterpreterInfo::of(&path, Some(cache.path())).unwrap(), info);
        assert_eq!(recorded(cache.path(), &path), record);
    }

    #[cfg(unix)]
    #[test]
    fn fault_119_a_fifo_or_a_folder_in_the_place_of_an_answer_is_no_hang() {
        use rustix::fs::{CWD, FileType, Mode, mknodat};
        let cache = tempfile::tempdir().unwrap();
        let path = python();
        let info = InterpreterInfo::of(&path, Some(cache.path())).unwrap();
        let answer = path_in_cache(cache.path(), &path);
        fs::remove_file(&answer).unwrap();
        mknodat(CWD, &answer, FileType::Fifo, Mode::from_raw_mode(0o600), 0).unwrap();
        assert_eq!(InterpreterInfo::of(&path, Some(cache.path())).unwrap(), info);
        fs::remove_file(&answer).unwrap();
        fs::create_dir(&answer).unwrap();
        assert_eq!(InterpreterInfo::of(&path, Some(cache.path())).unwrap(), info);
    }

    #[test]
    fn reports_the_last_line_of_a_program_that_is_no_interpreter() {
        let error = InterpreterInfo::of(Path::new("/bin/ls"), None).unwrap_err().to_string();
        assert!(
            error.starts_with("the interpreter `/bin/ls` can't be used: it fails when queried: "),
            "{error}"
        );
    }
}
