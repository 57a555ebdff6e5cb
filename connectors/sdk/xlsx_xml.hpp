// Small helpers over pugixml for the .cpp files that read workbooks: names are compared without
// their namespace prefix, which some programs write ("x:row").
#pragma once

#include <string_view>

#include <pugixml.hpp>

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

} // namespace rosterd::sdk
