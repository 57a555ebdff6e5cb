#include "connectors/rest/tools.hpp"

#include <fstream>
#include <iterator>

#include "connectors/rest/presets.hpp"
#include "core/model/nearest.hpp"

namespace rosterd::rest
{

namespace
{

std::optional<std::string> text_of_file(const std::string& path, Faults& faults)
{
    std::ifstream file{path, std::ios::binary};
    if (!file) {
        faults.push_back({path, {}, "the file can't be read", "the path of a file that is there"});
        return std::nullopt;
    }
    return std::string{std::istreambuf_iterator<char>{file}, {}};
}

} // namespace

std::optional<std::string> text_of_preset(const std::string& name, Faults& faults)
{
    std::vector<std::string_view> names;
    std::string all;
    for (const Preset& preset : presets()) {
        if (preset.name == name) {
            return std::string{preset.text};
        }
        names.push_back(preset.name);
        all += (all.empty() ? "" : ", ") + std::string{preset.name};
    }
    const std::string near = model::nearest(name, names);
    faults.push_back({"preset",
                      {},
                      "there is no preset '" + name + "'",
                      near.empty() ? "one of: " + all : "'" + near + "'"});
    return std::nullopt;
}

std::optional<std::string> text_of_definition(const std::string& path, Faults& faults)
{
    return text_of_file(path, faults);
}

std::shared_ptr<Definition> load_preset(const std::string& name, Faults& faults)
{
    const auto text = text_of_preset(name, faults);
    return text ? parse_definition(*text, name, faults) : std::make_shared<Definition>();
}

std::shared_ptr<Definition> load_definition(const std::string& path, Faults& faults)
{
    const auto text = text_of_file(path, faults);
    return text ? parse_definition(*text, path, faults) : std::make_shared<Definition>();
}

Recording load_recording(const std::string& path, Faults& faults)
{
    const auto text = text_of_file(path, faults);
    return text ? parse_recording(*text, path, faults) : Recording{};
}

} // namespace rosterd::rest
