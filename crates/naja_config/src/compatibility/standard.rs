//! The tables of pyproject.toml that the packaging standards define.

use super::{Extent, Location, PeerTable, honoured, no_effect, refused_values};

const DESCRIBES: &str = "it describes the project's own distribution";
const BUILDS: &str = "naja does not build projects yet";

pub(super) static PROJECT: PeerTable = PeerTable {
    location: Location::Pyproject("project"),
    settings: &[
        no_effect("authors", DESCRIBES),
        no_effect("classifiers", DESCRIBES),
        honoured("dependencies"),
        no_effect("description", DESCRIBES),
        refused_values(
            "dynamic",
            Extent::Only(&["dependencies", "optional-dependencies", "requires-python"]),
            "only a build could compute these fields: write them in `[project]` and remove them from `dynamic`",
        ),
        no_effect("entry-points", "naja does not install the project itself yet"),
        no_effect("gui-scripts", "naja does not install the project itself yet"),
        no_effect("import-names", DESCRIBES),
        no_effect("import-namespaces", DESCRIBES),
        no_effect("keywords", DESCRIBES),
        no_effect("license", DESCRIBES),
        no_effect("license-files", DESCRIBES),
        no_effect("maintainers", DESCRIBES),
        honoured("name"),
        honoured("optional-dependencies"),
        no_effect("readme", DESCRIBES),
        honoured("requires-python"),
        no_effect("scripts", "naja does not install the project itself yet"),
        no_effect("urls", DESCRIBES),
        honoured("version"),
    ],
};

pub(super) static DEPENDENCY_GROUPS: PeerTable =
    PeerTable { location: Location::Pyproject("dependency-groups"), settings: &[honoured("*")] };

pub(super) static BUILD_SYSTEM: PeerTable = PeerTable {
    location: Location::Pyproject("build-system"),
    settings: &[
        no_effect("backend-path", BUILDS),
        no_effect("build-backend", BUILDS),
        no_effect("requires", BUILDS),
    ],
};
