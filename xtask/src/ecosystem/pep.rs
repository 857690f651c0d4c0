//! `cargo xtask ecosystem pep`: naja's reading of the packaging standards beside that of the `packaging` library, over
//! generated values and over the metadata of whatever distributions the given folders hold.

mod cases;

use std::collections::BTreeMap;
use std::path::Path;
use std::process::{Command, ExitCode};

use anyhow::{Context as _, bail};
use naja_pep::filename::{SdistFilename, WheelFilename};
use naja_pep::tags::{Implementation, Os, Platform, Tags};
use naja_pep::version::{Version, ranges};
use naja_pep::{
    ExtraName, Marker, MarkerEnvironment, PackageName, Requirement, RequirementSource, specifier,
};
use serde_json::{Value, json};

const ORACLE: &str = include_str!("pep_oracle.py");
const USAGE: &str = "cargo xtask ecosystem pep [--python PATH] [--count N] [--seed N] [FOLDER...]";

/// An environment for markers, and the extra that is active in it.
pub struct Setting {
    environment: MarkerEnvironment,
    extra: Option<ExtraName>,
}

/// Compares and reports; the exit code is 1 if something differs.
pub fn run(arguments: &[String]) -> anyhow::Result<ExitCode> {
    let (mut python, mut count, mut seed, mut folders) = ("python3".to_string(), 2000, 1, Vec::new());
    let mut arguments = arguments.iter();
    while let Some(argument) = arguments.next() {
        let mut value = || arguments.next().with_context(|| format!("usage: {USAGE}"));
        match argument.as_str() {
            "--python" => python = value()?.clone(),
            "--count" => count = value()?.parse()?,
            "--seed" => seed = value()?.parse()?,
            option if option.starts_with('-') => bail!("usage: {USAGE}"),
            folder => folders.push(Path::new(folder).to_path_buf()),
        }
    }
    let settings = settings();
    let mut all = cases::generated(count, seed);
    all.extend(cases::real(&folders)?);
    let theirs = ask(&python, &all, &settings)?;
    let mut tally: BTreeMap<String, [usize; 3]> = BTreeMap::new();
    for (case, theirs) in all.iter().zip(&theirs) {
        let kind = case["kind"].as_str().unwrap_or_default();
        let ours = answer(case, &settings);
        let refused = theirs.get("error").is_some();
        let counts = tally.entry(kind.to_string()).or_default();
        counts[0] += 1;
        if ours.is_null() && !refused {
            // Stricter on purpose: `packaging` compares what is no version as text, and reads file names loosely.
            counts[1] += 1;
        } else if (refused && !ours.is_null()) || (!refused && ours != *theirs) {
            counts[2] += 1;
            println!("{kind} {}\n    naja:      {ours}\n    packaging: {theirs}", case["text"]);
        }
    }
    for (kind, [compared, stricter, different]) in &tally {
        println!(
            "{kind:<12} {compared:>7} compared, {stricter:>4} only naja refuses, {different:>4} different"
        );
    }
    Ok(ExitCode::from(u8::from(tally.values().any(|counts| counts[2] > 0))))
}

fn ask(python: &str, cases: &[Value], settings: &[Setting]) -> anyhow::Result<Vec<Value>> {
    let folder = tempfile::tempdir()?;
    let (task, script) = (folder.path().join("task.json"), folder.path().join("oracle.py"));
    let environments: Vec<Value> = settings
        .iter()
        .map(|setting| {
            let mut environment = serde_json::to_value(&setting.environment)?;
            environment["extra"] = json!(setting.extra.as_ref().map_or("", ExtraName::as_str));
            Ok(environment)
        })
        .collect::<anyhow::Result<_>>()?;
    naja_base::atomic::replace(&script, ORACLE.as_bytes())?;
    let text = serde_json::to_vec(&json!({ "cases": cases, "environments": environments }))?;
    naja_base::atomic::replace(&task, &text)?;
    let output = Command::new(python).arg("-I").arg(&script).arg(&task).output()?;
    if !output.status.success() {
        bail!("{python} with `packaging` failed: {}", String::from_utf8_lossy(&output.stderr));
    }
    Ok(serde_json::from_slice(&output.stdout)?)
}

/// What naja makes of a case, in the oracle's terms; null where it refuses.
fn answer(case: &Value, settings: &[Setting]) -> Value {
    let text = case["text"].as_str().unwrap_or_default();
    let answer = match case["kind"].as_str().unwrap_or_default() {
        "name" => PackageName::new(text).ok().map(|name| json!(name.as_str())),
        "version" => text.parse::<Version>().ok().map(|version| json!(version.to_string())),
        "specifier" => specifier::parse(text).ok().map(|specifiers| {
            let ranges = ranges(&specifiers);
            let versions = case["versions"].as_array().into_iter().flatten().filter_map(Value::as_str);
            json!(bits(versions.map(|version| {
                version.parse::<Version>().is_ok_and(|version| ranges.contains(&version))
            })))
        }),
        "marker" => Marker::parse(text).ok().map(|marker| json!(truths(marker, settings))),
        "requirement" => Requirement::parse(text).ok().map(|requirement| describe(&requirement, settings)),
        "wheel" => WheelFilename::parse(text).ok().map(|wheel| describe_wheel(&wheel)),
        "sdist" => SdistFilename::parse(text)
            .ok()
            .map(|sdist| json!([sdist.name.as_str(), sdist.version.to_string()])),
        "tags" => Some(json!(tags(case).list())),
        _ => None,
    };
    answer.unwrap_or(Value::Null)
}

fn bits(truths: impl Iterator<Item = bool>) -> String {
    truths.map(|truth| if truth { '1' } else { '0' }).collect()
}

fn truths(marker: Marker, settings: &[Setting]) -> String {
    bits(settings.iter().map(|setting| marker.evaluate(&setting.environment, setting.extra.as_slice(), &[])))
}

fn describe(requirement: &Requirement, settings: &[Setting]) -> Value {
    let extras: Vec<&str> = requirement.extras.iter().map(ExtraName::as_str).collect();
    let (mut specifiers, mut url) = (Vec::new(), None);
    match &requirement.source {
        RequirementSource::Specifiers(all) => specifiers.extend(all.iter().map(ToString::to_string)),
        RequirementSource::Url(source) => url = Some(source.to_string()),
    }
    specifiers.sort();
    specifiers.dedup();
    json!([requirement.name.as_str(), extras, specifiers, url, truths(requirement.marker, settings)])
}

fn describe_wheel(wheel: &WheelFilename) -> Value {
    let build: Vec<String> =
        wheel.build.iter().flat_map(|build| [build.number.to_string(), build.suffix.clone()]).collect();
    let mut tags = Vec::new();
    for python in &wheel.python {
        for abi in &wheel.abi {
            tags.extend(wheel.platform.iter().map(|platform| format!("{python}-{abi}-{platform}")));
        }
    }
    tags.sort();
    tags.dedup();
    json!([wheel.name.as_str(), wheel.version.to_string(), build, tags])
}

fn tags(case: &Value) -> Tags {
    let number = |value: &Value| u16::try_from(value.as_u64().unwrap_or(0)).unwrap_or(0);
    let arch = case["arch"].as_str().unwrap_or_default().to_string();
    let os = match &case["macos"] {
        Value::Array(version) => Os::MacOs { major: number(&version[0]), minor: number(&version[1]) },
        _ => Os::Windows,
    };
    let gil_disabled = case["free"].as_bool().unwrap_or(false);
    let minor = u8::try_from(number(&case["python"][1])).unwrap_or(0);
    Tags::compatible(&Platform { os, arch }, (3, minor), &Implementation::CPython { gil_disabled })
}

/// Environments that differ in every variable, with and without an extra.
fn settings() -> Vec<Setting> {
    let systems = [
        ("linux", "posix", "Linux", "x86_64", "6.8.0-45-generic"),
        ("darwin", "posix", "Darwin", "arm64", "23.1.0"),
        ("win32", "nt", "Windows", "AMD64", "10"),
    ];
    let mut settings = Vec::new();
    for (python, full) in
        [("2.7", "2.7.18"), ("3.6", "3.6.15"), ("3.8", "3.8.0"), ("3.10", "3.10.14"), ("3.13", "3.13.1")]
    {
        for (sys_platform, os_name, system, machine, release) in systems {
            for extra in [None, Some("test"), Some("dev-tools")] {
                let pypy = full.ends_with("14");
                let environment = MarkerEnvironment {
                    implementation_name: if pypy { "pypy" } else { "cpython" }.into(),
                    implementation_version: if pypy { "7.3.16" } else { full }.into(),
                    os_name: os_name.into(),
                    platform_machine: machine.into(),
                    platform_python_implementation: if pypy { "PyPy" } else { "CPython" }.into(),
                    platform_release: release.into(),
                    platform_system: system.into(),
                    platform_version: "#45-Ubuntu SMP".into(),
                    python_version: python.into(),
                    python_full_version: full.into(),
                    sys_platform: sys_platform.into(),
                };
                settings
                    .push(Setting { environment, extra: extra.and_then(|name| ExtraName::new(name).ok()) });
            }
        }
    }
    settings
}
