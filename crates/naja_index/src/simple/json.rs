//! The simple API in JSON (PEP 691, 700, 714), read in one pass without a tree.

use std::borrow::Cow;
use std::fmt;

use serde::Deserialize;
use serde::de::{DeserializeSeed, Deserializer, Error as _, IgnoredAny, MapAccess, SeqAccess, Visitor};

use super::{PageBuilder, PageSource, ParsedPage, RawFile, check_api_version};
use crate::error::{content, login_page};
use crate::html_start::is_html;
use crate::retry::Failure;

pub(super) fn parse(source: PageSource<'_>, body: &[u8]) -> Result<ParsedPage, Failure> {
    let url = source.url;
    if is_html(body) {
        return Err(login_page(url, "the JSON of the simple API").into());
    }
    let mut builder = PageBuilder::new(source);
    let mut reader = serde_json::Deserializer::from_slice(body);
    let outline = Page { builder: &mut builder }
        .deserialize(&mut reader)
        .and_then(|outline| reader.end().map(|()| outline))
        .map_err(|error| {
            if error.is_eof() {
                return Failure::transfer(format!(
                    "the response ended after {} bytes, within its JSON",
                    body.len()
                ));
            }
            content(url, format!("its JSON is not a page of the simple API: {error}")).into()
        })?;
    if let Some(version) = outline.api_version {
        check_api_version(url, &version)?;
    }
    if !outline.has_files {
        return Err(content(url, "its JSON is not a page of the simple API: it has no `files`").into());
    }
    Ok(builder.finish())
}

struct Outline {
    api_version: Option<String>,
    has_files: bool,
}

/// Reads the whole page, handing each file to the builder as it comes.
struct Page<'b, 'p> {
    builder: &'b mut PageBuilder<'p>,
}

impl<'de> DeserializeSeed<'de> for Page<'_, '_> {
    type Value = Outline;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Outline, D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for Page<'_, '_> {
    type Value = Outline;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Outline, A::Error> {
        let mut outline = Outline { api_version: None, has_files: false };
        while let Some(key) = map.next_key::<Cow<'de, str>>()? {
            match key.as_ref() {
                "files" if !outline.has_files => {
                    outline.has_files = true;
                    map.next_value_seed(Files { builder: self.builder })?;
                }
                "meta" => outline.api_version = map.next_value::<Meta>()?.api_version,
                _ => drop(map.next_value::<IgnoredAny>()?),
            }
        }
        Ok(outline)
    }
}

struct Files<'b, 'p> {
    builder: &'b mut PageBuilder<'p>,
}

impl<'de> DeserializeSeed<'de> for Files<'_, '_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_seq(self)
    }
}

impl<'de> Visitor<'de> for Files<'_, '_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list of files")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut files: A) -> Result<(), A::Error> {
        while let Some(file) = files.next_element::<File<'de>>()? {
            self.builder.push(&file.raw());
        }
        Ok(())
    }
}

#[derive(Deserialize)]
struct Meta {
    #[serde(rename = "api-version")]
    api_version: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case")]
struct File<'a> {
    #[serde(borrow)]
    filename: Text<'a>,
    #[serde(borrow)]
    url: Text<'a>,
    #[serde(borrow, default)]
    hashes: Hashes<'a>,
    #[serde(borrow, default)]
    requires_python: Option<Text<'a>>,
    #[serde(default)]
    size: Option<u64>,
    #[serde(borrow, default)]
    upload_time: Option<Text<'a>>,
    #[serde(borrow, default)]
    yanked: Toggle<'a>,
    #[serde(borrow, default)]
    core_metadata: Option<Toggle<'a>>,
    #[serde(borrow, default, alias = "data-dist-info-metadata")]
    dist_info_metadata: Option<Toggle<'a>>,
}

impl File<'_> {
    fn raw(&self) -> RawFile<'_> {
        RawFile {
            name: &self.filename.0,
            url: &self.url.0,
            hashes: self.hashes.pairs(),
            requires_python: self.requires_python.as_ref().map(|text| text.0.as_ref()),
            size: self.size,
            upload_time: self.upload_time.as_ref().map(|text| text.0.as_ref()),
            yanked: self.yanked.text(),
            core_metadata: self
                .core_metadata
                .as_ref()
                .or(self.dist_info_metadata.as_ref())
                .and_then(Toggle::metadata),
        }
    }
}

/// A string that is borrowed from the body where it holds no escapes, also inside an `Option`.
#[derive(Deserialize)]
#[serde(transparent)]
struct Text<'a>(#[serde(borrow)] Cow<'a, str>);

/// Pairs of algorithm and digest.
#[derive(Default)]
struct Hashes<'a>(Vec<(Text<'a>, Text<'a>)>);

impl Hashes<'_> {
    fn pairs(&self) -> Vec<(&str, &str)> {
        self.0.iter().map(|(algorithm, digest)| (algorithm.0.as_ref(), digest.0.as_ref())).collect()
    }
}

impl<'de: 'a, 'a> Deserialize<'de> for Hashes<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        match Toggle::deserialize(deserializer)? {
            Toggle::Hashes(hashes) => Ok(hashes),
            Toggle::Off => Ok(Self::default()),
            _ => Err(D::Error::custom("`hashes` is not an object")),
        }
    }
}

/// A value that is true, false, absent, a reason or an object of hashes.
#[derive(Default)]
enum Toggle<'a> {
    #[default]
    Off,
    On,
    Text(Text<'a>),
    Hashes(Hashes<'a>),
}

impl Toggle<'_> {
    fn text(&self) -> Option<&str> {
        match self {
            Self::Off => None,
            Self::On | Self::Hashes(_) => Some(""),
            Self::Text(text) => Some(&text.0),
        }
    }

    /// What the builder wants of a `core-metadata` value.
    fn metadata(&self) -> Option<String> {
        match self {
            Self::Off => None,
            Self::On | Self::Text(_) => Some(String::new()),
            Self::Hashes(hashes) => {
                let pairs = hashes.pairs();
                let best = pairs.iter().find(|(algorithm, _)| *algorithm == "sha256").or(pairs.first());
                Some(best.map(|(algorithm, digest)| format!("{algorithm}={digest}")).unwrap_or_default())
            }
        }
    }
}

impl<'de: 'a, 'a> Deserialize<'de> for Toggle<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(ToggleVisitor)
    }
}

struct ToggleVisitor;

impl<'de> Visitor<'de> for ToggleVisitor {
    type Value = Toggle<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("true, false, a string or an object")
    }

    fn visit_bool<E>(self, value: bool) -> Result<Self::Value, E> {
        Ok(if value { Toggle::On } else { Toggle::Off })
    }

    fn visit_unit<E>(self) -> Result<Self::Value, E> {
        Ok(Toggle::Off)
    }

    fn visit_borrowed_str<E>(self, value: &'de str) -> Result<Self::Value, E> {
        Ok(Toggle::Text(Text(Cow::Borrowed(value))))
    }

    fn visit_str<E>(self, value: &str) -> Result<Self::Value, E> {
        Ok(Toggle::Text(Text(Cow::Owned(value.to_owned()))))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut pairs = Vec::new();
        while let Some(pair) = map.next_entry::<Text<'de>, Text<'de>>()? {
            pairs.push(pair);
        }
        Ok(Toggle::Hashes(Hashes(pairs)))
    }
}
