#include "daemon/sandbox/control_invitations.hpp"

namespace rosterd::sandbox
{

Outcome<Json> control_invitations(Company& company, std::string_view method,
                                  const std::string& mobile)
{
    if (method == "POST") {
        const auto member = company.organisation.accept(mobile, company.rules);
        return member ? Outcome<Json>{Json{{"result", to_json(**member)}}}
                      : tl::unexpected{member.error()};
    }
    auto waiting = Json::array();
    for (const auto* user : company.organisation.invited()) {
        waiting.push_back(
            {{"mobile", mobile_key(user->state_code, user->mobile)}, {"user", to_json(*user)}});
    }
    return Json{{"result", std::move(waiting)}};
}

} // namespace rosterd::sandbox
