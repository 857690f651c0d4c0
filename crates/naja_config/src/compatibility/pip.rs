//! pip: options in requirements files, its configuration files and the variables `PIP_…`.

use super::{Location, PeerTable, honoured, no_effect, refused};

const INDEX: &str =
    "name the index with `--index` or `--default-index`, or set it in `[tool.naja]`, and remove this line";
const FLAT: &str = "naja does not support flat indexes yet: remove this line";
const BUILDS: &str = "naja builds nothing yet";
const CONFIGURATION_OF_PIP: &str =
    "as with uv, pip's configuration concerns pip only; set it in `[tool.naja]`";

pub(super) static REQUIREMENTS_FILE: PeerTable = PeerTable {
    location: Location::RequirementsFile,
    settings: &[
        no_effect("--config-settings", BUILDS),
        honoured("--constraint"),
        refused("--editable", "naja does not install from folders yet: remove this line"),
        refused("--extra-index-url", INDEX),
        refused("--find-links", FLAT),
        no_effect("--global-option", BUILDS),
        no_effect("--hash", "the lock brings the hashes of the index"),
        refused("--index-url", INDEX),
        refused("--no-binary", "naja installs wheels only: remove this line"),
        refused("--no-index", FLAT),
        no_effect("--only-binary", "naja installs wheels only"),
        refused("--pre", "pass `--prerelease allow` and remove this line"),
        no_effect("--prefer-binary", "naja installs wheels only"),
        no_effect("--require-hashes", "naja requires and verifies the hash of each file"),
        honoured("--requirement"),
        no_effect("--trusted-host", "naja does not connect without verification"),
        no_effect("--use-feature", "it names features of pip"),
    ],
};

pub(super) static VARIABLES: PeerTable = PeerTable {
    location: Location::Variables,
    settings: &[
        no_effect("PIP_CONFIG_FILE", CONFIGURATION_OF_PIP),
        no_effect("PIP_CONSTRAINT", CONFIGURATION_OF_PIP),
        no_effect("PIP_EXTRA_INDEX_URL", CONFIGURATION_OF_PIP),
        no_effect("PIP_FIND_LINKS", CONFIGURATION_OF_PIP),
        no_effect("PIP_INDEX_URL", CONFIGURATION_OF_PIP),
        no_effect("PIP_NO_BINARY", CONFIGURATION_OF_PIP),
        no_effect("PIP_NO_DEPS", CONFIGURATION_OF_PIP),
        no_effect("PIP_NO_INDEX", CONFIGURATION_OF_PIP),
        no_effect("PIP_ONLY_BINARY", CONFIGURATION_OF_PIP),
        no_effect("PIP_PLATFORM", CONFIGURATION_OF_PIP),
        no_effect("PIP_PRE", CONFIGURATION_OF_PIP),
        no_effect("PIP_PREFER_BINARY", CONFIGURATION_OF_PIP),
        no_effect("PIP_PYTHON_VERSION", CONFIGURATION_OF_PIP),
        no_effect("PIP_REQUIREMENT", CONFIGURATION_OF_PIP),
        no_effect("PIP_REQUIRE_HASHES", CONFIGURATION_OF_PIP),
        no_effect("PIP_TARGET", CONFIGURATION_OF_PIP),
        no_effect("PIP_TRUSTED_HOST", CONFIGURATION_OF_PIP),
    ],
};

pub(super) static CONFIGURATION: PeerTable =
    PeerTable { location: Location::PipConfiguration, settings: &[no_effect("*", CONFIGURATION_OF_PIP)] };
