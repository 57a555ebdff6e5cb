#include "daemon/sandbox/member_texts.hpp"

#include "daemon/sandbox/user_view.hpp"

namespace rosterd::sandbox
{

void MemberTexts::append(std::string& to, const Company& company, const User& user,
                         DeptId department)
{
    to += R"({"dept_order":)";
    to += std::to_string(position_in(user, department)->order);
    to += leads(company, user, department) ? R"(,"leader":true,)" : R"(,"leader":false,)";
    to += facts(company, user);
}

// As text, without the opening brace. A manager who leaves changes nothing in the member
// themselves.
const std::string& MemberTexts::facts(const Company& company, const User& user)
{
    const unsigned circumstances = (company.rules.sees_mobile ? 1U : 0U) |
                                   (company.rules.sees_personal ? 2U : 0U) |
                                   (company.organisation.manager_of(user) != nullptr ? 4U : 0U);
    if (written_.size() > 2 * company.organisation.user_count()) {
        written_.clear(); // most of them have left
    }
    auto& written = written_[user.userid];
    if (written.text.empty() || written.number != user.number ||
        written.modified != user.modified || written.circumstances != circumstances) {
        written = {user.number, user.modified, circumstances,
                   member_facts(company, user)
                       .dump(-1, ' ', false, Json::error_handler_t::replace)
                       .substr(1)};
    }
    return written.text;
}

} // namespace rosterd::sandbox
