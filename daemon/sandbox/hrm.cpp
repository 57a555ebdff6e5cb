// HRM (智能人事): transfers, and who has left.
#include <algorithm>
#include <array>

#include "daemon/sandbox/endpoints.hpp"

namespace rosterd::sandbox
{

namespace
{

using NewOutcome = tl::expected<Json, NewRefusal>;

tl::unexpected<NewRefusal> invalid(const std::string& name)
{
    return refuse_new(400, "invalidParameter", name);
}

// The departments after the transfer, the main one among them.
tl::expected<std::vector<Position>, NewRefusal>
read_positions(const Company& company, const User& user, Parameters& parameters)
{
    const auto ids =
        parameters.integers("deptIdsAfterTransfer").value_or(std::vector<std::int64_t>{});
    const auto main = parameters.integer("mainDeptIdAfterTransfer").value_or(0);
    if (ids.empty()) {
        return invalid("deptIdsAfterTransfer");
    }
    std::vector<Position> positions;
    for (const auto id : ids) {
        if (company.organisation.department(id) == nullptr) {
            return invalid("deptIdsAfterTransfer " + std::to_string(id));
        }
        const auto* present = position_in(user, id);
        positions.push_back(present == nullptr ? Position{id, 0, "", "", false} : *present);
        positions.back().is_main = id == main;
    }
    if (std::ranges::find(ids, main) == ids.end()) {
        return refuse_new(400, "mainDeptIdInvalid", std::to_string(main));
    }
    return positions;
}

tl::expected<User, NewRefusal> transferred(const Company& company, Parameters& parameters)
{
    const auto* present = company.organisation.user(parameters.text("userId").value_or(""));
    if (present == nullptr) {
        return invalid("userId");
    }
    if (company.organisation.user(parameters.text("operateUserId").value_or("")) == nullptr) {
        return refuse_new(400, "noPermission", "operateUserId");
    }
    if (parameters.has("positionIdAfterTransfer")) { // the company has defined none
        return refuse_new(400, "positionIdInvalid", "positionIdAfterTransfer");
    }
    auto user = *present;
    auto positions = read_positions(company, user, parameters);
    if (!positions) {
        return tl::unexpected{positions.error()};
    }
    user.positions = std::move(*positions);
    const auto name = parameters.text("positionNameAfterTransfer").value_or("");
    const auto level = parameters.text("positionLevelAfterTransfer").value_or("");
    if (characters(name) > 124 || characters(level) > 64) {
        return invalid("positionNameAfterTransfer, positionLevelAfterTransfer");
    }
    user.title = name.empty() ? user.title : name;
    user.position_level = level.empty() ? user.position_level : level;
    return user;
}

// [intelligent-personnel-staff-transfer]
NewOutcome transfer(Company& company, Parameters& parameters)
{
    auto user = transferred(company, parameters);
    if (!user) {
        return tl::unexpected{user.error()};
    }
    const auto done = company.organisation.replace_user(std::move(*user), company.rules);
    return done ? NewOutcome{Json{{"result", true}}} : invalid(done.error().message);
}

// [obtain-the-list-of-employees-who-have-left]
NewOutcome dismissions(Company& company, Parameters& parameters)
{
    const auto from = parameters.integer("nextToken").value_or(0);
    const auto most = parameters.integer("maxResults").value_or(30);
    if (parameters.refused() || from < 0 || most < 1 || most > 50) {
        return invalid("nextToken, maxResults");
    }
    std::vector<std::string> left;
    for (const auto& record : company.organisation.leave_records()) {
        if (company.organisation.has_left(record.userid) &&
            std::ranges::find(left, record.userid) == left.end()) {
            left.push_back(record.userid);
        }
    }
    const auto begin = std::min(left.size(), static_cast<std::size_t>(from));
    const auto end = std::min(left.size(), begin + static_cast<std::size_t>(most));
    Json answer{{"hasMore", end < left.size()}, {"userIdList", Json::array()}};
    for (auto at = begin; at < end; ++at) {
        answer["userIdList"].push_back(left[at]);
    }
    if (end < left.size()) {
        answer["nextToken"] = end;
    }
    return answer;
}

constexpr std::array<NewEndpoint, 2> kEndpoints{{
    {"/v1.0/hrm/processes/transfer", "POST", transfer},
    {"/v1.0/hrm/employees/dismissions", "GET", dismissions},
}};

} // namespace

std::span<const NewEndpoint> hrm_endpoints()
{
    return kEndpoints;
}

} // namespace rosterd::sandbox
