// Small helpers over pugixml for the .cpp files that read workbooks: names are compared without
// their namespace prefix, which some programs write ("x:row").
#pragma once

#include <string>
#include <string_view>

#include <pugixml.hpp>

#include "connectors/sdk/xlsx_cell.hpp"

namespace rosterd::sdk
{

inline std::string_view local_name(std::string_view name)
{
    return name.substr(name.find(':') + 1); // npos + 1 is 0: a name without a prefix as a whole
}

inline pugi::xml_node child_of(const pugi::xml_node& node, std::string_view name)
{
    for (const pugi::xml_node child : node.children()) {
        if (local_name(child.name()) == name) {
            return child;
        }
    }
    return {};
}

// A shared or inline string is plain text or runs of rich text; how it is pronounced (rPh) is not
// part of it.
inline std::string text_in(const pugi::xml_node& item)
{
    std::string text;
    for (const pugi::xml_node child : item.children()) {
        const std::string_view name = local_name(child.name());
        if (name == "t") {
            text += child.child_value();
        } else if (name == "r") {
            text += child_of(child, "t").child_value();
        }
    }
    return unescape_xlsx(text);
}

} // namespace rosterd::sdk
