#include "daemon/config/yaml_reader.hpp"

#include <algorithm>
#include <filesystem>
#include <set>

#include "core/model/nearest.hpp"

namespace rosterd::config
{

namespace
{

std::string trimmed_end(std::string text)
{
    while (!text.empty() && (text.back() == '\n' || text.back() == '\r')) {
        text.pop_back();
    }
    return text;
}

} // namespace

std::string in_quotes(std::string_view text)
{
    return "'" + std::string{text} + "'";
}

std::string joined(std::span<const std::string_view> words)
{
    std::string out;
    for (const std::string_view word : words) {
        out += (out.empty() ? "" : ", ") + std::string{word};
    }
    return out;
}

std::string below(std::string_view path, std::string_view key)
{
    return path.empty() ? std::string{key} : std::string{path} + "." + std::string{key};
}

YamlReader::YamlReader(std::string file, const Surroundings& surroundings)
    : file_{std::move(file)}, surroundings_{surroundings}
{
}

std::string YamlReader::folder() const
{
    return std::filesystem::path{file_}.parent_path().string();
}

YAML::Node YamlReader::get(const YAML::Node& map, std::string_view key)
{
    if (map.IsDefined() && map.IsMap()) {
        for (const auto& entry : map) {
            if (entry.first.IsScalar() && entry.first.Scalar() == key) {
                return entry.second;
            }
        }
    }
    return YAML::Node{YAML::NodeType::Undefined};
}

bool YamlReader::keys(const YAML::Node& node, std::string_view path,
                      std::span<const std::string_view> allowed)
{
    if (!node.IsDefined() || node.IsNull()) {
        return false;
    }
    if (!node.IsMap()) {
        fault(node, (path.empty() ? "the file" : in_quotes(path)) + " must be a map of settings",
              "key: value lines with the keys " + joined(allowed));
        return false;
    }
    std::set<std::string> seen;
    for (const auto& entry : node) {
        const std::string key = entry.first.IsScalar() ? entry.first.Scalar() : "";
        if (std::find(allowed.begin(), allowed.end(), key) == allowed.end()) {
            const std::string near = model::nearest(key, allowed);
            fault(entry.first, "unknown key " + in_quotes(below(path, key)),
                  near.empty() ? "one of: " + joined(allowed) : near);
        } else if (!seen.insert(key).second) {
            fault(entry.first, in_quotes(below(path, key)) + " stands here a second time",
                  "each key once");
        }
    }
    return true;
}

bool YamlReader::list(const YAML::Node& node, std::string_view path)
{
    if (!node.IsDefined() || node.IsNull()) {
        return false;
    }
    if (!node.IsSequence()) {
        fault(node, in_quotes(path) + " must be a list", "entries that begin with '- ', or [a, b]");
        return false;
    }
    return true;
}

std::optional<std::string> YamlReader::scalar(const YAML::Node& node, std::string_view path,
                                              std::string_view kind, bool secret)
{
    if (!node.IsDefined() || node.IsNull()) {
        return std::nullopt;
    }
    if (!node.IsScalar()) {
        fault(node, in_quotes(path) + " must be " + std::string{kind}, std::string{kind});
        return std::nullopt;
    }
    return expand(node.Scalar(), node, path, secret);
}

std::optional<std::string> YamlReader::fetch(const std::string& kind, const std::string& name) const
{
    if (kind == "env") {
        return surroundings_.env(name);
    }
    if (kind == "cred") {
        return surroundings_.credentials_dir.empty()
                   ? std::nullopt
                   : surroundings_.file(surroundings_.credentials_dir + "/" + name);
    }
    const std::filesystem::path base = std::filesystem::path{file_}.parent_path();
    return surroundings_.file((base / name).string());
}

std::optional<std::string> YamlReader::expand(const std::string& text, const YAML::Node& node,
                                              std::string_view path, bool secret)
{
    std::string out;
    std::size_t at = 0;
    for (std::size_t open; (open = text.find("${", at)) != std::string::npos;) {
        const std::size_t close = text.find('}', open);
        const std::size_t colon = text.find(':', open);
        const std::string kind =
            colon < close ? text.substr(open + 2, colon - open - 2) : std::string{};
        if (close == std::string::npos || (kind != "env" && kind != "file" && kind != "cred")) {
            fault(node, in_quotes(path) + " has a ${...} that is not understood",
                  "${env:NAME}, ${file:PATH} or ${cred:NAME}");
            return std::nullopt;
        }
        const std::string name = text.substr(colon + 1, close - colon - 1);
        const auto value = fetch(kind, name);
        if (!value) {
            fault(node,
                  in_quotes(path) + " needs " + kind + " " + in_quotes(name) +
                      ", which is not there",
                  kind == "env"    ? "set the environment variable " + name
                  : kind == "file" ? "make the file " + name + " readable for rosterd"
                                   : "LoadCredential=" + name + ":/path in the systemd unit");
            faults_.back().withheld = secret;
            return std::nullopt;
        }
        out += text.substr(at, open - at) + trimmed_end(*value);
        at = close + 1;
    }
    return out + text.substr(at);
}

std::optional<std::string> YamlReader::text(const YAML::Node& node, std::string_view path)
{
    return scalar(node, path, "a text");
}

std::optional<std::string> YamlReader::secret(const YAML::Node& node, std::string_view path,
                                              bool literal_allowed)
{
    if (node.IsDefined() && node.IsScalar() && !literal_allowed &&
        node.Scalar().find("${") == std::string::npos) {
        fault(node, in_quotes(path) + " is a secret and must not stand in this file",
              "${file:PATH}, ${env:NAME} or ${cred:NAME}");
        return std::nullopt;
    }
    auto value = scalar(node, path, "a text", true);
    if (value && value->empty()) {
        fault(node, in_quotes(path) + " is empty where it comes from", "put the secret there");
        faults_.back().withheld = true;
        return std::nullopt;
    }
    return value;
}

void YamlReader::fault(const YAML::Node& node, std::string what, std::string write)
{
    fault_at(node.Mark(), std::move(what), std::move(write));
}

void YamlReader::fault_at(YAML::Mark mark, std::string what, std::string write)
{
    faults_.push_back({file_, std::max(mark.line, 0) + 1, std::max(mark.column, 0) + 1,
                       std::move(what), std::move(write)});
}

void YamlReader::fault_in(Fault fault)
{
    faults_.push_back(std::move(fault));
}

std::vector<Fault> YamlReader::take_faults()
{
    std::stable_sort(faults_.begin(), faults_.end(), [](const Fault& a, const Fault& b) {
        return std::pair{a.line, a.column} < std::pair{b.line, b.column};
    });
    return std::move(faults_);
}

} // namespace rosterd::config
