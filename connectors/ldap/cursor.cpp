#include "connectors/ldap/cursor.hpp"

#include "connectors/ldap/entry.hpp"
#include "core/model/json.hpp"

namespace rosterd::ldap
{

std::string Cursor::pack() const
{
    return model::Json{{"mark", hex(mark)},
                       {"shape", shape},
                       {"server", server},
                       {"tree", tree},
                       {"people", people.pack()}}
        .dump(-1, ' ', false, model::Json::error_handler_t::replace);
}

Cursor Cursor::unpack(const std::string& text)
{
    const auto json = model::Json::parse(text, nullptr, false);
    Cursor out;
    if (!json.is_object()) {
        return out;
    }
    const auto part = [&](const char* name) {
        const auto found = json.find(name);
        return found != json.end() && found->is_string() ? found->get<std::string>()
                                                         : std::string{};
    };
    out.mark = unhex(part("mark"));
    out.shape = part("shape");
    out.server = part("server");
    out.tree = part("tree");
    out.people = IdTable::unpack(part("people"));
    return out;
}

} // namespace rosterd::ldap
