#include "connectors/rest/xml.hpp"

#include <algorithm>
#include <string_view>

#include <pugixml.hpp>

namespace rosterd::rest
{

namespace
{

using model::Json;

constexpr int kDeepest = 100;

std::string local_name(std::string_view name)
{
    return std::string{name.substr(name.find(':') + 1)};
}

void add(Json& map, const std::string& name, Json value, const std::vector<std::string>& lists)
{
    const auto found = map.find(name);
    if (found == map.end()) {
        const bool is_list = std::find(lists.begin(), lists.end(), name) != lists.end();
        map[name] = is_list ? Json::array({std::move(value)}) : std::move(value);
        return;
    }
    const bool repeated =
        found->is_array() && !found->empty(); // an element itself is never a JSON list
    if (!repeated) {
        *found = Json::array({std::move(*found)});
    }
    found->push_back(std::move(value));
}

std::string text_in(const pugi::xml_node& node)
{
    std::string text;
    for (const pugi::xml_node child : node.children()) {
        if (child.type() == pugi::node_pcdata || child.type() == pugi::node_cdata) {
            text += child.value();
        }
    }
    return text;
}

bool is_declaration(std::string_view name)
{
    return name == "xmlns" || name.starts_with("xmlns:");
}

Json element(const pugi::xml_node& node, const std::vector<std::string>& lists, int depth)
{
    Json map = Json::object();
    for (const pugi::xml_attribute attribute : node.attributes()) {
        if (!is_declaration(attribute.name())) {
            map["@" + local_name(attribute.name())] = attribute.value();
        }
    }
    for (const pugi::xml_node child : node.children()) {
        if (child.type() == pugi::node_element && depth < kDeepest) {
            add(map, local_name(child.name()), element(child, lists, depth + 1), lists);
        }
    }
    std::string text = text_in(node);
    if (map.empty()) {
        return text;
    }
    if (text.find_first_not_of(" \t\r\n") != std::string::npos) {
        map["#text"] = std::move(text);
    }
    return map;
}

} // namespace

model::Result<Json> xml_to_json(const std::string& text, const std::vector<std::string>& lists)
{
    pugi::xml_document document;
    const pugi::xml_parse_result result = document.load_buffer(
        text.data(), text.size(), pugi::parse_default & ~pugi::parse_doctype, pugi::encoding_utf8);
    if (!result) {
        return model::fail(model::ErrorKind::transient,
                           "the answer is no XML: " + std::string{result.description()} +
                               " at byte " + std::to_string(result.offset));
    }
    const pugi::xml_node root = document.document_element();
    Json out = Json::object();
    add(out, local_name(root.name()), element(root, lists, 0), lists);
    return out;
}

} // namespace rosterd::rest
