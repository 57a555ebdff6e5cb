#include "daemon/config/yaml_reader.hpp"

#include <algorithm>
#include <charconv>
#include <filesystem>
#include <set>

#include "core/model/nearest.hpp"

namespace rosterd::config
{

namespace
{

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

template <typename Number>
std::optional<Number> parse_number(const std::string& text)
{
    Number value{};
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || end != text.data() + text.size()) {
        return std::nullopt;
    }
    return value;
}

std::string trimmed_end(std::string text)
{
    while (!text.empty() && (text.back() == '\n' || text.back() == '\r')) {
        text.pop_back();
    }
    return text;
}

} // namespace

std::string below(std::string_view path, std::string_view key)
{
    return path.empty() ? std::string{key} : std::string{path} + "." + std::string{key};
}

YamlReader::YamlReader(std::string file, const Surroundings& surroundings)
    : file_{std::move(file)}, surroundings_{surroundings}
{
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
    return scalar(node, path, "a text", true);
}

std::optional<std::int64_t> YamlReader::integer(const YAML::Node& node, std::string_view path,
                                                std::int64_t least, std::int64_t most)
{
    const auto text = scalar(node, path, "a whole number");
    if (!text) {
        return std::nullopt;
    }
    const auto value = parse_number<std::int64_t>(*text);
    if (!value || *value < least || *value > most) {
        fault(node, in_quotes(path) + " is not a whole number in its range",
              "a number from " + std::to_string(least) + " to " + std::to_string(most));
        return std::nullopt;
    }
    return value;
}

std::optional<double> YamlReader::number(const YAML::Node& node, std::string_view path,
                                         double least, double most)
{
    const auto text = scalar(node, path, "a number");
    if (!text) {
        return std::nullopt;
    }
    const auto value = parse_number<double>(*text);
    if (!value || !(*value >= least && *value <= most)) {
        fault(node, in_quotes(path) + " is not a number in its range",
              "a number from " + std::to_string(static_cast<std::int64_t>(least)) + " to " +
                  std::to_string(static_cast<std::int64_t>(most)));
        return std::nullopt;
    }
    return value;
}

std::optional<bool> YamlReader::flag(const YAML::Node& node, std::string_view path)
{
    const auto text = scalar(node, path, "true or false");
    if (!text) {
        return std::nullopt;
    }
    if (*text != "true" && *text != "false") {
        fault(node, in_quotes(path) + " must be true or false", "true or false");
        return std::nullopt;
    }
    return *text == "true";
}

std::optional<model::Duration> YamlReader::duration(const YAML::Node& node, std::string_view path)
{
    const auto text = scalar(node, path, "a duration");
    if (!text) {
        return std::nullopt;
    }
    const auto value = model::parse_duration(*text);
    if (!value) {
        fault(node, in_quotes(path) + " is " + in_quotes(*text) + ", which is not a duration",
              "a number with its unit: 30s, 5m, 2h or 7d");
    }
    return value;
}

std::optional<std::string> YamlReader::choice(const YAML::Node& node, std::string_view path,
                                              std::span<const std::string_view> allowed)
{
    auto text = scalar(node, path, joined(allowed));
    if (text && std::find(allowed.begin(), allowed.end(), *text) == allowed.end()) {
        const std::string near = model::nearest(*text, allowed);
        fault(node, in_quotes(path) + " can't be " + in_quotes(*text),
              near.empty() ? "one of: " + joined(allowed) : near);
        return std::nullopt;
    }
    return text;
}

std::vector<std::string> YamlReader::texts(const YAML::Node& node, std::string_view path)
{
    std::vector<std::string> out;
    if (list(node, path)) {
        for (const auto& entry : node) {
            if (auto one = text(entry, path)) {
                out.push_back(std::move(*one));
            }
        }
    }
    return out;
}

model::Json YamlReader::json(const YAML::Node& node, std::string_view path)
{
    if (!node.IsDefined() || node.IsNull()) {
        return nullptr;
    }
    if (node.IsSequence()) {
        model::Json out = model::Json::array();
        for (const auto& entry : node) {
            out.push_back(json(entry, path));
        }
        return out;
    }
    if (node.IsMap()) {
        model::Json out = model::Json::object();
        for (const auto& entry : node) {
            const std::string key = entry.first.Scalar();
            out[key] = json(entry.second, below(path, key));
        }
        return out;
    }
    const auto value = scalar(node, path, "a value");
    if (!value) {
        return nullptr;
    }
    // Neither quoted nor drawn from outside: a secret of digits stays a text.
    const bool plain = node.Tag() == "?" && *value == node.Scalar();
    if (plain && (*value == "true" || *value == "false")) {
        return *value == "true";
    }
    if (const auto number = plain ? parse_number<std::int64_t>(*value) : std::nullopt) {
        return *number;
    }
    return *value;
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

std::vector<Fault> YamlReader::take_faults()
{
    std::stable_sort(faults_.begin(), faults_.end(), [](const Fault& a, const Fault& b) {
        return std::pair{a.line, a.column} < std::pair{b.line, b.column};
    });
    return std::move(faults_);
}

} // namespace rosterd::config
