#include "core/dingtalk/user_calls.hpp"

#include <algorithm>

#include "core/dingtalk/wire.hpp"

namespace rosterd::dingtalk
{

namespace
{

using model::Json;

constexpr int kPage = 100;       // the most the lists give
constexpr int kLeavePage = 50;   // likewise
constexpr int kSearchPage = 100; // the most, since the next page begins where nobody can say

Asking<model::ObservedUser> read_user(Call call, const std::string& region)
{
    using Read = tl::expected<model::ObservedUser, ApiError>;
    return asking<model::ObservedUser>(std::move(call), [region](const Json& answer) -> Read {
        model::ObservedUser user = user_of(result_of(answer), region);
        if (user.userid.empty()) {
            return incomplete("the account's userid");
        }
        return user;
    });
}

// A page of a result with `list`, `has_more` and `next_cursor`.
template <typename T, typename Item>
tl::expected<Page<T>, ApiError> read_page(const Json& answer, std::int64_t cursor, Item item)
{
    const Json result = result_of(answer);
    Page<T> page;
    page.next = flag_of(result, "has_more") ? number_of(result, "next_cursor") : 0;
    if (!result.contains("list") || (flag_of(result, "has_more") && page.next <= cursor)) {
        return incomplete("the whole page");
    }
    for (const Json& each : items_of(result, "list")) {
        page.items.push_back(item(each));
    }
    return page;
}

// nullopt: nobody, by one of the codes or by an answer without a userid.
Asking<std::optional<std::string>> read_userid(Call call, std::vector<std::string_view> nobody)
{
    auto found = or_none(asking<std::string>(std::move(call),
                                             [](const Json& answer) {
                                                 return text_of(result_of(answer), "userid");
                                             }),
                         std::move(nobody));
    found.read = [read = std::move(found.read)](const CallResult& answer) {
        auto userid = read(answer);
        if (userid && *userid && (*userid)->empty()) {
            userid->reset();
        }
        return userid;
    };
    return found;
}

std::string text(const Json& item)
{
    return item.is_string() ? item.get<std::string>() : item.dump();
}

Json list_form(model::DeptId department, std::int64_t cursor)
{
    return {{"dept_id", department},
            {"cursor", cursor},
            {"size", kPage},
            {"contain_access_limit", true}};
}

} // namespace

Asking<Created> create_user(const std::string& userid, const Json& fields)
{
    Json body = creation_form(fields);
    if (!userid.empty()) {
        body["userid"] = userid;
    }
    using Read = tl::expected<Created, ApiError>;
    return asking<Created>(oapi_post("/topapi/v2/user/create", std::move(body), false),
                           [userid](const Json& answer) -> Read {
                               const Json result = result_of(answer);
                               const std::string told = text_of(result, "userid");
                               const std::string unionid = text_of(result, "unionId"); // capital I
                               if (told.empty() && userid.empty()) {
                                   return incomplete("the new account's userid");
                               }
                               return Created{told.empty() ? userid : told,
                                              unionid.empty() ? text_of(result, "unionid")
                                                              : unionid,
                                              text_of(answer, "request_id")};
                           });
}

Asking<Nothing> update_user(const std::string& userid, const Json& fields)
{
    Json body = user_update_form(fields);
    body["userid"] = userid;
    return asking_nothing(oapi_post("/topapi/v2/user/update", std::move(body)));
}

Asking<Nothing> delete_user(const std::string& userid)
{
    Call call = oapi_post("/topapi/v2/user/delete", Json{{"userid", userid}});
    call.priority = Priority::leaver;
    return asking_nothing(std::move(call), {"33012", "60121", "60111", "40003"});
}

Asking<std::optional<model::ObservedUser>> get_user(const std::string& userid,
                                                    const std::string& region)
{
    return or_none(read_user(oapi_post("/topapi/v2/user/get", Json{{"userid", userid}}), region),
                   {"33012", "60121", "60111", "40003"});
}

Asking<std::optional<model::ObservedUser>> get_user_by_login(const std::string& login_id,
                                                             const std::string& region)
{
    return or_none(
        read_user(oapi_post("/topapi/v2/user/get", Json{{"login_id", login_id}}), region),
        {"33012", "60121", "60111", "40003"});
}

Asking<std::optional<std::string>> userid_by_mobile(const std::string& mobile)
{
    return read_userid(oapi_post("/topapi/v2/user/getbymobile", Json{{"mobile", mobile}}),
                       {"60121", "33012", "60111", "46004"});
}

Asking<std::optional<NumberHolders>> holders_of_mobile(const std::string& mobile)
{
    return or_none(
        asking<NumberHolders>(
            oapi_post("/topapi/v2/user/getbymobile",
                      Json{{"mobile", mobile}, {"support_exclusive_account_search", true}}),
            [](const Json& answer) {
                const Json result = result_of(answer);
                return NumberHolders{text_of(result, "userid"),
                                     texts_of(result, "exclusive_account_userid_list")};
            }),
        {"60121", "33012", "60111", "46004"});
}

Asking<std::optional<std::string>> userid_by_unionid(const std::string& unionid)
{
    return read_userid(oapi_post("/topapi/user/getbyunionid", Json{{"unionid", unionid}}),
                       {"60121", "33012", "60111", "40003"});
}

Asking<Page<Member>> list_members(model::DeptId department, std::int64_t cursor,
                                  const std::string& region)
{
    return asking<Page<Member>>(oapi_post("/topapi/v2/user/list", list_form(department, cursor)),
                                [cursor, region](const Json& answer) {
                                    return read_page<Member>(answer, cursor, [&](const Json& item) {
                                        return Member{user_of(item, region),
                                                      flag_of(item, "leader"),
                                                      number_of(item, "dept_order")};
                                    });
                                });
}

Asking<Page<UserName>> list_member_names(model::DeptId department, std::int64_t cursor)
{
    return asking<Page<UserName>>(
        oapi_post("/topapi/user/listsimple", list_form(department, cursor)),
        [cursor](const Json& answer) {
            return read_page<UserName>(answer, cursor, [](const Json& item) {
                return UserName{text_of(item, "userid"), text_of(item, "name")};
            });
        });
}

Asking<std::vector<std::string>> list_userids(model::DeptId department)
{
    using Read = tl::expected<std::vector<std::string>, ApiError>;
    return asking<std::vector<std::string>>(
        oapi_post("/topapi/user/listid", Json{{"dept_id", department}}),
        [](const Json& answer) -> Read {
            const Json result = result_of(answer);
            if (!result.contains("userid_list")) {
                return incomplete("the list of userids");
            }
            return texts_of(result, "userid_list");
        });
}

Asking<std::int64_t> count_users(bool only_active)
{
    using Read = tl::expected<std::int64_t, ApiError>;
    return asking<std::int64_t>(oapi_post("/topapi/user/count", Json{{"only_active", only_active}}),
                                [](const Json& answer) -> Read {
                                    const Json result = result_of(answer);
                                    if (!result.contains("count")) {
                                        return incomplete("the count");
                                    }
                                    return number_of(result, "count");
                                });
}

Asking<Page<std::string>> list_by_activity(model::Date day, bool active, std::int64_t offset,
                                           const std::vector<model::DeptId>& departments)
{
    std::string date = model::to_string(day);
    std::erase(date, '-');
    Json body{{"is_active", active}, {"query_date", date}, {"offset", offset}, {"size", kPage}};
    if (!departments.empty()) {
        body["dept_ids"] = comma_list(departments);
    }
    return asking<Page<std::string>>(
        oapi_post("/topapi/inactive/user/v2/get", std::move(body)),
        [offset](const Json& answer) { return read_page<std::string>(answer, offset, text); });
}

Asking<std::vector<std::string>> search_users(const std::string& words, std::int64_t page,
                                              bool exact)
{
    Json body{{"queryWord", words}, {"offset", page}, {"size", kSearchPage}};
    if (exact) {
        body["fullMatchField"] = 1;
    }
    return asking<std::vector<std::string>>(
        api_post("/v1.0/contact/users/search", std::move(body)),
        [](const Json& answer) { return texts_of(answer, "list"); });
}

Asking<LeavePage> list_leave_records(model::Instant start, model::Instant end,
                                     const std::string& token)
{
    const auto seconds = [](model::Instant at) {
        return model::to_string(at).substr(0, 19) + "Z"; // "2026-11-23T02:30:00Z"
    };
    using Read = tl::expected<LeavePage, ApiError>;
    return asking<LeavePage>(
        api_get("/v1.0/contact/empLeaveRecords", {{"startTime", seconds(start)},
                                                  {"endTime", seconds(end)},
                                                  {"nextToken", token},
                                                  {"maxResults", std::to_string(kLeavePage)}}),
        [](const Json& answer) -> Read {
            if (!answer.contains("records")) {
                return incomplete("the leave records");
            }
            LeavePage page;
            page.next_token = text_of(answer, "nextToken");
            for (const Json& item : items_of(answer, "records")) {
                page.records.push_back({text_of(item, "userId"), text_of(item, "name"),
                                        text_of(item, "stateCode"), text_of(item, "mobile"),
                                        text_of(item, "leaveTime"), text_of(item, "leaveReason")});
            }
            return page;
        });
}

} // namespace rosterd::dingtalk
