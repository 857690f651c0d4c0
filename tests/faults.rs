//! Networks, indexes and files that go wrong, seen from the command line; the rows have the numbers of the list of faults.

use std::fs;

use naja_index::IndexError;
use naja_testkit::{Fault, IndexServer, ServerOptions, Universe};

use crate::project::{Project, said, site_packages};

const UNIVERSE: &str = r#"
[packages.tofu]
"1.0" = { requires-dist = ["brine"], files = { "tofu/__init__.py" = "x = 1\n" } }
[packages.brine]
"1.0" = { files = { "brine/__init__.py" = "y = 1\n" } }
"#;

const PYPROJECT: &str =
    "[project]\nname = \"p\"\nversion = \"1\"\nrequires-python = \">=3.8\"\ndependencies = [\"tofu\"]\n";

const WHEEL: &str = "/files/tofu-1.0-py3-none-any.whl";
const PAGE: &str = "/simple/tofu/";

fn project() -> Project {
    Project::new(UNIVERSE, PYPROJECT)
}

fn with_dependencies(dependencies: &str) -> String {
    PYPROJECT.replace("[\"tofu\"]", dependencies)
}

/// The bytes of a file of a universe.
fn file(universe: &str, name: &str) -> Vec<u8> {
    Universe::parse(universe).file(name).unwrap().to_vec()
}

fn sha256(bytes: &[u8]) -> String {
    <sha2::Sha256 as sha2::Digest>::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Runs a command with one attempt a request, which must end with exactly this error.
#[track_caller]
fn fails_with(project: &Project, arguments: &[&str], error: &IndexError) {
    let mut command = project.command(arguments);
    let output = command.env("NAJA_HTTP_RETRIES", "0").env("NAJA_HTTP_TIMEOUT", "1").output().unwrap();
    let expected = naja_base::render::Renderer { color: false, width: 120 }.render(&error.diagnostic());
    assert_eq!(said(&output), expected);
    assert_eq!(output.status.code(), Some(2));
}

fn transfer(url: String, cause: impl Into<String>) -> IndexError {
    IndexError::Transfer { url, cause: cause.into(), help: None, attempts: 1 }
}

fn content(url: String, problem: impl Into<String>) -> IndexError {
    IndexError::Content { url, problem: problem.into(), help: None }
}

#[test]
fn fault_1_a_download_that_breaks_off_is_resumed() {
    let project = project();
    project.ok(&["lock"]);
    project.index.fail_next(WHEEL, Fault::Truncate { after: 100 });
    project.index.clear_log();
    project.ok(&["sync"]);
    assert_eq!(project.installed(), ["brine-1.0", "tofu-1.0"]);
    let requests = project.index.requests();
    let ranges: Vec<_> = requests
        .iter()
        .filter(|request| request.path == WHEEL)
        .map(|request| request.header("range"))
        .collect();
    assert_eq!(ranges, [None, Some("bytes=100-")]);
    // Of what a reset leaves, the system may show nothing.
    let project = self::project();
    project.ok(&["lock"]);
    project.index.fail_next(WHEEL, Fault::Reset { after: 100 });
    project.ok(&["sync"]);
    assert_eq!(project.installed(), ["brine-1.0", "tofu-1.0"]);
}

#[test]
fn fault_2_of_a_download_that_stays_short_nothing_is_kept() {
    let project = project();
    project.ok(&["lock"]);
    project.index.fail_always(WHEEL, Fault::Truncate { after: 50 });
    let size = file(UNIVERSE, "tofu-1.0-py3-none-any.whl").len();
    let cause = format!("the connection was closed after 50 of {size} bytes");
    fails_with(&project, &["sync"], &transfer(project.index.at(WHEEL), cause));
    assert!(project.installed().is_empty());
    let left = fs::read_dir(project.cache().join("downloads-v1")).map_or(0, Iterator::count);
    assert_eq!(left, 0);
}

#[test]
fn fault_3_and_4_a_server_that_falls_silent_is_named() {
    let project = project();
    project.index.fail_always(PAGE, Fault::Stall { after: 10 });
    let url = project.index.at(PAGE);
    fails_with(&project, &["lock"], &transfer(url.clone(), "the transfer stalled: no byte came for 1 s"));
    project.index.fail_always(PAGE, Fault::Silence);
    fails_with(&project, &["lock"], &transfer(url, "127.0.0.1 did not respond within 1 s"));
}

#[test]
fn fault_6_and_7_a_busy_index_is_asked_again_and_then_reported() {
    let project = project();
    project.index.fail_next(PAGE, Fault::Status { status: 429, retry_after: Some("0") });
    project.index.fail_next(PAGE, Fault::Status { status: 503, retry_after: Some("0") });
    project.ok(&["lock"]);
    assert_eq!(project.index.paths().iter().filter(|path| *path == PAGE).count(), 3);
    let project = self::project();
    project.index.fail_always(PAGE, Fault::Status { status: 503, retry_after: Some("0") });
    let error = IndexError::Status { url: project.index.at(PAGE), status: 503, attempts: 1 };
    fails_with(&project, &["lock"], &error);
    assert_eq!(project.read("pylock.toml"), "");
    project.index.fail_always(PAGE, Fault::Status { status: 503, retry_after: Some("3600") });
    let cause = "the server responded with HTTP 503 Service Unavailable and asks for a wait of 3600 s, longer than the limit of 60 s";
    let output = project.command(&["lock"]).output().unwrap();
    let text = format!("error: failed to fetch {}: {cause}\n", project.index.at(PAGE));
    assert_eq!(said(&output), text);
}

#[test]
fn fault_11_another_file_than_the_locked_one_is_refused_with_both_hashes() {
    let project = project();
    project.ok(&["lock"]);
    let right = file(UNIVERSE, "tofu-1.0-py3-none-any.whl");
    let mut wrong = right.clone();
    wrong[100] ^= 1;
    project.index.fail_always(WHEEL, Fault::Body(wrong.clone()));
    let error = IndexError::Hash {
        url: project.index.at(WHEEL),
        algorithm: "sha256".to_owned(),
        expected: sha256(&right),
        actual: sha256(&wrong),
    };
    fails_with(&project, &["sync"], &error);
    assert!(project.installed().is_empty());
}

#[test]
fn fault_12_a_wheel_with_other_metadata_than_was_served_is_refused() {
    let universe = "[packages.tofu]\n\"1.0\" = { requires-dist = [\"brine\"], served-metadata = \"Metadata-Version: 2.1\\nName: tofu\\nVersion: 1.0\\n\" }\n";
    let project = Project::new(universe, PYPROJECT);
    project.ok(&["lock"]);
    let error = IndexError::MetadataMismatch {
        file: "tofu-1.0-py3-none-any.whl".to_owned(),
        field: "Requires-Dist",
        served: String::new(),
        actual: "brine".to_owned(),
    };
    fails_with(&project, &["sync"], &error);
    assert!(project.installed().is_empty());
}

#[test]
fn fault_15_credentials_do_not_follow_to_another_host() {
    let options =
        ServerOptions { credentials: Some(("ada".into(), "secret".into())), ..ServerOptions::default() };
    let index = IndexServer::start(Universe::parse(UNIVERSE), options);
    let other = IndexServer::of(UNIVERSE);
    for name in ["tofu", "brine"] {
        let path = format!("/simple/{name}/");
        index.fail_always(&path, Fault::Redirect(other.at(&path).replace("127.0.0.1", "localhost")));
    }
    let url = index.at_with_credentials("ada", "secret", "/simple/");
    let project = Project::on(index, PYPROJECT);
    let printed = project.ok(&["lock", "--default-index", &url]);
    assert!(!printed.contains("secret") && !project.read("pylock.toml").contains("secret"), "{printed}");
    assert!(project.index.requests().iter().all(|request| request.header("authorization").is_some()));
    let followed = other.requests();
    assert_eq!(followed.iter().filter(|request| request.path.starts_with("/simple/")).count(), 2);
    assert!(followed.iter().all(|request| request.header("authorization").is_none()));
}

#[test]
fn fault_20_and_22_a_page_that_is_none_is_reported_with_its_url() {
    let project = project();
    let url = project.index.at(PAGE);
    for (fault, error) in [
        (
            Fault::Body(b"{\"files\": [".to_vec()),
            transfer(url.clone(), "the response ended after 11 bytes, within its JSON"),
        ),
        (Fault::Body(Vec::new()), transfer(url.clone(), "the response ended after 0 bytes, within its JSON")),
        (
            Fault::Header("Content-Type", "image/png".into()),
            content(url.clone(), "its content type is `image/png`; a page of the simple API is JSON or HTML"),
        ),
    ] {
        project.index.fail_always(PAGE, fault);
        fails_with(&project, &["lock"], &error);
        assert_eq!(project.read("pylock.toml"), "");
    }
}

#[test]
fn fault_21_what_parses_of_a_malformed_page_is_used() {
    let page = "<html><body><a href=\"../../files/tofu-1.0-py3-none-any.whl\">tofu-1.0-py3-none-any.whl<div></a>\n<a href=>";
    let html = IndexServer::start(
        Universe::parse(UNIVERSE),
        ServerOptions { json: false, ..ServerOptions::default() },
    );
    html.fail_always(PAGE, Fault::Body(page.as_bytes().to_vec()));
    let project = Project::on(html, PYPROJECT);
    let printed = project.ok(&["lock"]);
    let warning = format!(
        "warning: the HTML of {} is malformed in 1 place (line 2: Saw = in state BeforeAttributeValue): the rest of it is used\n",
        project.index.at(PAGE)
    );
    assert_eq!(printed.lines().next().map(|line| format!("{line}\n")), Some(warning));
    assert!(project.read("pylock.toml").contains("name = \"tofu\"\nversion = \"1.0\"\n"));
}

const WRONGLY_LISTED: &str = "
[[listed]]
project = \"tofu\"
filename = \"tofu-not.a.version-py3-none-any.whl\"
[[listed]]
project = \"tofu\"
filename = \"../tofu-9.0-py3-none-any.whl\"
[[listed]]
project = \"tofu\"
filename = \"tofu-8.0-py3-none-any.whl\"
requires-python = \">>3\"
";

/// How the files of [`WRONGLY_LISTED`] are reported.
fn skipped(index: &IndexServer) -> String {
    format!(
        "skipped 3 files of `tofu` on {}: `../tofu-9.0-py3-none-any.whl`: `../tofu` is not a valid package name: it must start and end with an ASCII letter or digit and hold only those, `-`, `_` and `.`; `tofu-not.a.version-py3-none-any.whl`: `not.a.version` is not a version; `tofu-8.0-py3-none-any.whl`: its requires-python `>>3` is not valid: `>>` is not a version operator",
        index.url()
    )
}

#[test]
fn fault_23_and_24_what_a_page_lists_wrongly_is_skipped_and_counted() {
    let project = Project::new(&format!("{UNIVERSE}{WRONGLY_LISTED}"), PYPROJECT);
    let quiet = project.ok(&["lock"]);
    assert!(!quiet.contains("skipped"), "{quiet}");
    assert!(project.read("pylock.toml").contains("name = \"tofu\"\nversion = \"1.0\"\n"));
    fs::remove_file(project.root().join("pylock.toml")).unwrap();
    let detailed = project.ok(&["lock", "-v"]);
    assert!(detailed.lines().any(|line| line == skipped(&project.index)), "{detailed}");
}

#[test]
fn fault_23_and_24_skipped_files_are_named_where_nothing_else_is_left() {
    let project = Project::new(&format!("[packages.tofu]\n{WRONGLY_LISTED}"), PYPROJECT);
    let printed = project.fails(&["lock"]);
    assert!(printed.starts_with("error: `tofu` has no release\n"), "{printed}");
    assert!(printed.ends_with(&format!("  = note: {}\n", skipped(&project.index))), "{printed}");
}

#[test]
fn fault_25_what_is_only_yanked_is_refused_with_the_reason() {
    let universe = "[packages.tofu]\n\"1.0\" = { yanked = \"went bad\" }\n";
    let project = Project::new(universe, PYPROJECT);
    let printed = project.fails(&["lock"]);
    assert!(printed.contains("yanked") && printed.contains("went bad"), "{printed}");
    assert_eq!(project.read("pylock.toml"), "");
    let pinned = Project::new(universe, &with_dependencies("[\"tofu==1.0\"]"));
    pinned.ok(&["lock"]);
    assert!(pinned.read("pylock.toml").contains("name = \"tofu\"\nversion = \"1.0\"\n"));
}

#[test]
fn fault_26_and_111_the_sha256_of_a_file_without_a_strong_hash_is_locked() {
    for hash in ["false", "\"md5\"", "\"sha1\"", "\"sha3_999\""] {
        let universe = format!("[packages.tofu]\n\"1.0\" = {{ hash = {hash} }}\n");
        let project = Project::new(&universe, PYPROJECT);
        project.ok(&["lock"]);
        let lock = project.read("pylock.toml");
        let hash = sha256(&file(&universe, "tofu-1.0-py3-none-any.whl"));
        assert!(lock.contains(&format!("hashes = {{ sha256 = \"{hash}\" }}")), "{lock}");
        project.ok(&["sync"]);
        assert_eq!(project.installed(), ["tofu-1.0"]);
    }
    let project = Project::new("[packages.tofu]\n\"1.0\" = { hash = \"wrong-md5\" }\n", PYPROJECT);
    let printed = project.fails(&["lock"]);
    let text = format!(
        "error: hash mismatch for {}: expected md5 `{}`, got `",
        project.index.at(WHEEL),
        "0".repeat(32)
    );
    assert!(printed.starts_with(&text), "{printed}");
    assert_eq!(project.read("pylock.toml"), "");
}

#[test]
fn fault_28_29_30_metadata_that_cannot_be_right_is_reported_with_its_problem() {
    let nested = format!("{}a{}", "(".repeat(20_000), ")".repeat(20_000));
    for (metadata, problem) in [
        (
            "Metadata-Version: 2.1\nName: other\nVersion: 1.0\n".to_owned(),
            "it is that of `other`, but the file's name says `tofu`",
        ),
        (
            "Metadata-Version: 9.0\nName: tofu\nVersion: 1.0\n".to_owned(),
            "`9.0` is not a metadata version that is known",
        ),
        (
            format!("Metadata-Version: 2.1\nName: tofu\nVersion: 1.0\nRequires-Dist: brine ; {nested}\n"),
            "nested",
        ),
    ] {
        let universe = format!("[packages.tofu]\n\"1.0\" = {{ metadata = {metadata:?} }}\n");
        let project = Project::new(&universe, PYPROJECT);
        let printed = project.fails(&["lock"]);
        assert!(printed.contains("the metadata of `tofu-1.0-py3-none-any.whl` is not usable: "), "{printed}");
        assert!(printed.contains(problem), "{printed}");
        assert_eq!(project.read("pylock.toml"), "");
    }
}

#[cfg(target_os = "linux")]
#[test]
fn fault_62_a_cache_on_another_device_is_copied_from() {
    use std::os::unix::fs::MetadataExt as _;
    let Ok(other) = tempfile::tempdir_in("/dev/shm") else { return };
    let project = project();
    let device = |path: &std::path::Path| fs::metadata(path).unwrap().dev();
    let is_other = device(other.path()) != device(&project.root());
    let output = project.command(&["sync"]).env("NAJA_CACHE_DIR", other.path()).output().unwrap();
    assert!(output.status.success(), "{}", said(&output));
    assert_eq!(project.installed(), ["brine-1.0", "tofu-1.0"]);
    let module = site_packages(&project.root().join(".venv")).unwrap().join("tofu/__init__.py");
    assert_eq!(fs::read_to_string(&module).unwrap(), "x = 1\n");
    assert!(!is_other || fs::metadata(&module).unwrap().nlink() == 1);
    assert!(!project.cache().exists());
}

#[test]
fn fault_74_what_is_missing_in_the_cache_is_fetched_again() {
    let project = project();
    project.ok(&["sync"]);
    for kind in ["index-v1/metadata", "index-v1/pages", "wheels-v1", "index-v1", ""] {
        fs::remove_dir_all(project.root().join(".venv")).unwrap();
        fs::remove_dir_all(project.cache().join(kind)).unwrap();
        project.ok(&["sync"]);
        assert_eq!(project.installed(), ["brine-1.0", "tofu-1.0"], "{kind}");
    }
    assert_eq!(project.index.paths().iter().filter(|path| *path == WHEEL).count(), 3);
}

#[test]
fn fault_31_escape_sequences_of_an_index_are_shown_escaped() {
    let universe = "[packages.tofu]\n\"1.0\" = { yanked = \"\\u001b[31mred\" }\n";
    let project = Project::new(universe, PYPROJECT);
    let printed = project.fails(&["lock"]);
    assert!(!printed.contains('\u{1b}'), "{printed:?}");
}

#[test]
fn fault_32_and_82_cycles_are_resolved() {
    let universe = r#"
[packages.tofu]
"1.0" = { requires-dist = ["tofu[b] ; extra == 'a'", "tofu[a] ; extra == 'b'", "tofu", "brine"], extras = ["a", "b"] }
[packages.brine]
"1.0" = ["tofu"]
"#;
    let project = Project::new(universe, &with_dependencies("[\"tofu[a]\"]"));
    project.ok(&["sync"]);
    assert_eq!(project.installed(), ["brine-1.0", "tofu-1.0"]);
}

#[test]
fn fault_33_the_first_index_that_has_a_name_wins() {
    let first = IndexServer::of("[packages.tofu]\n\"0.5\" = []\n");
    let project = project();
    project.ok(&["lock", "--index", &first.url()]);
    let lock = project.read("pylock.toml");
    assert!(lock.contains("name = \"tofu\"\nversion = \"0.5\""), "{lock}");
    assert!(!lock.contains("name = \"tofu\"\nversion = \"1.0\""), "{lock}");
}

#[test]
fn fault_78_merge_conflicts_in_the_lock_are_reported_with_what_to_do() {
    let project = project();
    project.ok(&["lock"]);
    let lock = project.read("pylock.toml");
    let conflict = lock.replacen("created-by", "<<<<<<< HEAD\ncreated-by", 1);
    project.write("pylock.toml", &conflict);
    let printed = project.fails(&["sync"]);
    assert!(printed.contains("conflict") && printed.contains("naja lock"), "{printed}");
    assert_eq!(project.read("pylock.toml"), conflict);
}

#[test]
fn fault_79_a_lock_that_is_none_is_refused() {
    let project = project();
    project.ok(&["lock"]);
    let lock = project.read("pylock.toml");
    for text in [String::new(), lock[..lock.len() / 2].to_owned(), lock.replace("\"1.0\"\n", "\"9.0\"\n")] {
        project.write("pylock.toml", &text);
        project.fails(&["sync"]);
        assert_eq!(project.read("pylock.toml"), text);
    }
}

#[test]
fn fault_80_a_tampered_hash_is_refused_cold_and_warm() {
    let project = project();
    project.ok(&["sync"]);
    let lock = project.read("pylock.toml");
    let at = lock.find("sha256 = \"").unwrap() + 10;
    let mut tampered = lock;
    let other = if tampered[at..].starts_with('0') { "1" } else { "0" };
    tampered.replace_range(at..=at, other);
    project.write("pylock.toml", &tampered);
    fs::remove_dir_all(project.root().join(".venv")).unwrap();
    project.fails(&["sync"]);
    fs::remove_dir_all(project.cache()).unwrap();
    project.fails(&["sync"]);
    assert!(project.installed().is_empty());
}

#[test]
fn a_foreign_install_and_an_edited_project_are_noticed() {
    let project = project();
    project.ok(&["sync"]);
    assert!(project.ok(&["sync"]).contains("up to date"));
    let site = site_packages(&project.root().join(".venv")).unwrap();
    let foreign = site.join("alien-1.0.dist-info");
    fs::create_dir(&foreign).unwrap();
    for (name, text) in [("METADATA", "Metadata-Version: 2.1\nName: alien\nVersion: 1.0\n"), ("RECORD", "")] {
        naja_base::atomic::replace(&foreign.join(name), text.as_bytes()).unwrap();
    }
    project.ok(&["run", "python", "-c", "pass"]);
    assert!(foreign.exists(), "run leaves what the lock does not have");
    let printed = project.ok(&["sync"]);
    assert!(printed.contains("alien") && !foreign.exists(), "{printed}");
    project.write("pyproject.toml", &with_dependencies("[\"brine\"]"));
    project.ok(&["sync"]);
    assert_eq!(project.installed(), ["brine-1.0"]);
}

#[test]
fn offline_uses_the_cache_and_names_what_it_does_not_have() {
    let project = project();
    let printed = project.fails(&["lock", "--offline"]);
    assert!(printed.contains("tofu"), "{printed}");
    project.ok(&["sync"]);
    fs::remove_file(project.root().join("pylock.toml")).unwrap();
    fs::remove_dir_all(project.root().join(".venv")).unwrap();
    project.index.clear_log();
    project.ok(&["sync", "--offline"]);
    assert!(project.index.requests().is_empty());
    assert_eq!(project.installed(), ["brine-1.0", "tofu-1.0"]);
}

#[test]
fn fault_75_changed_cached_files_are_noticed_and_fetched_again() {
    let project = project();
    project.ok(&["sync"]);
    let mut spoilt = 0;
    let mut open = vec![project.cache().join("wheels-v1")];
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(folder).unwrap().map(Result::unwrap) {
            if entry.path().is_dir() {
                open.push(entry.path());
            } else if entry.file_name() == "__init__.py" {
                fs::remove_file(entry.path()).unwrap();
                naja_base::atomic::replace(&entry.path(), b"spoilt").unwrap();
                spoilt += 1;
            }
        }
    }
    assert_eq!(spoilt, 2);
    fs::remove_dir_all(project.root().join(".venv")).unwrap();
    project.ok(&["sync"]);
    let site = site_packages(&project.root().join(".venv")).unwrap();
    assert_eq!(fs::read_to_string(site.join("tofu/__init__.py")).unwrap(), "x = 1\n");
    assert_eq!(fs::read_to_string(site.join("brine/__init__.py")).unwrap(), "y = 1\n");
}
