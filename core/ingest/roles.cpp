#include "core/ingest/roles.hpp"

#include <algorithm>

#include "core/ingest/utf8.hpp"
#include "core/model/entitlements.hpp"

namespace rosterd::ingest
{

Cleaned<std::vector<std::string>> clean_roles(const std::string& text)
{
    Cleaned<std::vector<std::string>> out;
    for (std::string& role : split_at(text, U";；\n")) {
        if (role.empty() || std::ranges::find(out.value, role) != out.value.end()) {
            continue;
        }
        const model::RoleName name = model::judge_role(role);
        if (name != model::RoleName::usable) {
            const bool reserved = name == model::RoleName::reserved;
            return {{}, {{reserved ? "roles.reserved" : "roles.format", {}, {{"role", role}}}}};
        }
        out.value.push_back(std::move(role));
    }
    return out;
}

} // namespace rosterd::ingest
