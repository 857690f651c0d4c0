//! Networks, indexes and files that go wrong, seen from the command line; the rows have the numbers of the list of faults.

use std::fs;

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

fn project() -> Project {
    Project::new(UNIVERSE, PYPROJECT)
}

fn with_dependencies(dependencies: &str) -> String {
    PYPROJECT.replace("[\"tofu\"]", dependencies)
}

#[test]
fn fault_1_a_download_that_breaks_off_is_resumed() {
    let project = project();
    project.ok(&["lock"]);
    project.index.fail_next(WHEEL, Fault::Reset { after: 100 });
    project.ok(&["sync"]);
    assert_eq!(project.installed(), ["brine-1.0", "tofu-1.0"]);
}

#[test]
fn fault_2_a_download_that_stays_short_is_told_and_nothing_is_kept() {
    let project = project();
    project.ok(&["lock"]);
    project.index.fail_always(WHEEL, Fault::Truncate { after: 50 });
    let output = project.command(&["sync"]).env("NAJA_HTTP_RETRIES", "0").output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(said(&output).contains("tofu-1.0-py3-none-any.whl"), "{}", said(&output));
    assert!(project.installed().is_empty());
}

#[test]
fn fault_3_a_server_that_falls_silent_is_named() {
    let project = project();
    project.index.fail_always("/simple/tofu/", Fault::Stall { after: 10 });
    let mut command = project.command(&["lock"]);
    let output = command.env("NAJA_HTTP_RETRIES", "0").env("NAJA_HTTP_TIMEOUT", "1").output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    let told = said(&output);
    assert!(told.contains("/simple/tofu/") && told.contains("stalled"), "{told}");
}

#[test]
fn fault_21_what_parses_of_a_malformed_page_is_used() {
    let page = "<html><body><a href=\"../../files/tofu-1.0-py3-none-any.whl\">tofu-1.0-py3-none-any.whl<div></a><a href=>";
    let html = IndexServer::start(
        Universe::parse(UNIVERSE),
        ServerOptions { json: false, ..ServerOptions::default() },
    );
    html.fail_always("/simple/tofu/", Fault::Body(page.as_bytes().to_vec()));
    let project = Project::on(html, PYPROJECT);
    project.ok(&["lock"]);
    assert!(project.read("pylock.toml").contains("name = \"tofu\""));
}

#[test]
fn fault_23_24_what_a_page_lists_wrongly_is_left_out() {
    let universe = format!(
        "{UNIVERSE}
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
"
    );
    let project = Project::new(&universe, PYPROJECT);
    project.ok(&["lock"]);
    let lock = project.read("pylock.toml");
    assert!(lock.contains("name = \"tofu\"\nversion = \"1.0\""), "{lock}");
}

#[test]
fn fault_6_and_7_a_busy_index_is_asked_again_and_then_told() {
    let project = project();
    project.index.fail_next("/simple/tofu/", Fault::Status { status: 429, retry_after: Some("0") });
    project.index.fail_next("/simple/tofu/", Fault::Status { status: 503, retry_after: Some("0") });
    project.ok(&["lock"]);
    let project = self::project();
    project.index.fail_always("/simple/tofu/", Fault::Status { status: 503, retry_after: Some("0") });
    let told = project.fails(&["lock"]);
    assert!(told.contains("503"), "{told}");
    assert_eq!(project.read("pylock.toml"), "");
}

#[test]
fn fault_11_another_file_than_the_locked_one_is_refused_with_both_hashes() {
    let project = project();
    project.ok(&["lock"]);
    project.index.fail_always(WHEEL, Fault::Body(b"something else".to_vec()));
    let told = project.fails(&["sync"]);
    let lock = project.read("pylock.toml");
    let expected =
        lock.split("sha256 = \"").skip(1).map(|rest| &rest[..64]).find(|hash| told.contains(*hash));
    assert!(expected.is_some() || told.contains("bytes"), "{told}");
    assert!(project.installed().is_empty());
}

#[test]
fn fault_15_credentials_do_not_follow_to_another_host() {
    let options =
        ServerOptions { credentials: Some(("ada".into(), "secret".into())), ..ServerOptions::default() };
    let index = IndexServer::start(Universe::parse(UNIVERSE), options);
    let other = IndexServer::of(UNIVERSE);
    index.fail_always(
        "/simple/tofu/",
        Fault::Redirect(other.at("/simple/tofu/").replace("127.0.0.1", "localhost")),
    );
    let url = index.at_with_credentials("ada", "secret", "/simple/");
    let project = Project::on(index, PYPROJECT);
    let output = project.command(&["lock", "--default-index", &url]).output().unwrap();
    assert!(
        !said(&output).contains("secret") && !project.read("pylock.toml").contains("secret"),
        "{}",
        said(&output)
    );
    let asked = other.requests();
    assert!(!asked.is_empty(), "{}", said(&output));
    assert!(asked.iter().all(|request| request.header("authorization").is_none()));
}

#[test]
fn fault_20_22_a_page_that_is_none_is_told_with_its_address() {
    for fault in [
        Fault::Body(b"{\"files\": [".to_vec()),
        Fault::Body(Vec::new()),
        Fault::Header("Content-Type", "image/png".into()),
    ] {
        let project = project();
        project.index.fail_always("/simple/tofu/", fault);
        let told = project.fails(&["lock"]);
        assert!(told.contains("/simple/tofu/"), "{told}");
    }
}

#[test]
fn fault_25_what_is_only_yanked_is_refused_with_the_reason() {
    let universe = "[packages.tofu]\n\"1.0\" = { yanked = \"went bad\" }\n";
    let project = Project::new(universe, PYPROJECT);
    let told = project.fails(&["lock"]);
    assert!(told.contains("yanked"), "{told}");
    let pinned = Project::new(universe, &with_dependencies("[\"tofu==1.0\"]"));
    pinned.ok(&["lock"]);
}

#[test]
fn fault_26_a_file_without_a_hash_gets_one() {
    let universe = "[packages.tofu]\n\"1.0\" = { hash = false }\n";
    let project = Project::new(universe, PYPROJECT);
    project.ok(&["lock"]);
    assert!(project.read("pylock.toml").contains("sha256 = \""), "{}", project.read("pylock.toml"));
    project.ok(&["sync"]);
}

#[test]
fn fault_28_29_30_metadata_that_cannot_be_right_is_told() {
    let nested = format!("{}a{}", "(".repeat(20_000), ")".repeat(20_000));
    for metadata in [
        "Metadata-Version: 2.1\nName: other\nVersion: 1.0\n".to_owned(),
        "Metadata-Version: 9.0\nName: tofu\nVersion: 1.0\n".to_owned(),
        format!("Metadata-Version: 2.1\nName: tofu\nVersion: 1.0\nRequires-Dist: brine ; {nested}\n"),
    ] {
        let universe = format!("[packages.tofu]\n\"1.0\" = {{ metadata = {metadata:?} }}\n");
        let project = Project::new(&universe, PYPROJECT);
        let told = project.fails(&["lock"]);
        assert!(told.contains("tofu"), "{told}");
        assert_eq!(project.read("pylock.toml"), "");
    }
}

#[test]
fn fault_31_escape_sequences_of_an_index_are_shown_escaped() {
    let universe = "[packages.tofu]\n\"1.0\" = { yanked = \"\\u001b[31mred\" }\n";
    let project = Project::new(universe, PYPROJECT);
    let told = project.fails(&["lock"]);
    assert!(!told.contains('\u{1b}'), "{told:?}");
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
fn fault_78_merge_conflicts_in_the_lock_are_told_with_the_way_out() {
    let project = project();
    project.ok(&["lock"]);
    let lock = project.read("pylock.toml");
    let conflict = lock.replacen("created-by", "<<<<<<< HEAD\ncreated-by", 1);
    project.write("pylock.toml", &conflict);
    let told = project.fails(&["sync"]);
    assert!(told.contains("conflict") && told.contains("naja lock"), "{told}");
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
    let told = project.ok(&["sync"]);
    assert!(told.contains("alien") && !foreign.exists(), "{told}");
    project.write("pyproject.toml", &with_dependencies("[\"brine\"]"));
    project.ok(&["sync"]);
    assert_eq!(project.installed(), ["brine-1.0"]);
}

#[test]
fn offline_uses_what_the_cache_has_and_tells_what_it_lacks() {
    let project = project();
    let told = project.fails(&["lock", "--offline"]);
    assert!(told.contains("tofu"), "{told}");
    project.ok(&["sync"]);
    fs::remove_file(project.root().join("pylock.toml")).unwrap();
    fs::remove_dir_all(project.root().join(".venv")).unwrap();
    project.index.clear_log();
    project.ok(&["sync", "--offline"]);
    assert!(project.index.requests().is_empty());
    assert_eq!(project.installed(), ["brine-1.0", "tofu-1.0"]);
}

#[test]
fn fault_75_changed_cached_files_are_noticed_and_fetched_anew() {
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
