#include "core/dingtalk/directory.hpp"

#include <algorithm>
#include <initializer_list>

#include "core/dingtalk/organisation_reader.hpp"
#include "core/dingtalk/wire.hpp"

namespace rosterd::dingtalk
{

namespace
{

using model::Json;

Call call_to(std::string path, Json body, bool repeatable = true)
{
    Call call;
    call.path = std::move(path);
    call.body = std::move(body);
    call.repeatable = repeatable;
    return call;
}

bool is_one_of(const ApiError& error, std::initializer_list<std::string_view> codes)
{
    return std::find(codes.begin(), codes.end(), error.code) != codes.end();
}

// The answer said yes but not what we need to go on. The call may have been carried out.
tl::unexpected<ApiError> incomplete(const char* what)
{
    ApiError error;
    error.retry = RetryClass::back_off;
    error.code = "answer.unreadable";
    error.message = std::string("DingTalk's answer does not tell ") + what;
    error.unknown_outcome = true;
    return tl::unexpected(std::move(error));
}

Json result_of(const Json& answer)
{
    return answer.value("result", Json());
}

CallDone nothing(Answer<Nothing> done)
{
    return [done = std::move(done)](const CallResult& result) {
        if (result) {
            done(Nothing{});
        } else {
            done(tl::unexpected(result.error()));
        }
    };
}

// For removals: what is gone already is done.
CallDone gone(Answer<Nothing> done, std::initializer_list<std::string_view> missing)
{
    return [done = std::move(done),
            missing = std::vector<std::string_view>(missing)](const CallResult& result) {
        if (result ||
            std::find(missing.begin(), missing.end(), result.error().code) != missing.end()) {
            done(Nothing{});
        } else {
            done(tl::unexpected(result.error()));
        }
    };
}

class AddressBook final : public Directory
{
public:
    AddressBook(Client& client, DirectoryOptions options)
        : client_(client), options_(std::move(options))
    {
    }

    void create_user(const std::string& userid, const Json& fields, Answer<Created> done) override
    {
        Json body = creation_form(fields);
        if (!userid.empty()) {
            body["userid"] = userid;
        }
        client_.call(call_to("/topapi/v2/user/create", std::move(body), false),
                     [userid, done = std::move(done)](const CallResult& answer) {
                         if (!answer) {
                             done(tl::unexpected(answer.error()));
                             return;
                         }
                         const Json result = result_of(*answer);
                         const std::string told = text_of(result, "userid");
                         const std::string unionid = text_of(result, "unionId"); // capital I here
                         if (told.empty() && userid.empty()) {
                             done(incomplete("the new account's userid"));
                             return;
                         }
                         done(Created{told.empty() ? userid : told,
                                      unionid.empty() ? text_of(result, "unionid") : unionid});
                     });
    }

    void update_user(const std::string& userid, const Json& fields, Answer<Nothing> done) override
    {
        Json body = user_update_form(fields);
        body["userid"] = userid;
        client_.call(call_to("/topapi/v2/user/update", std::move(body)), nothing(std::move(done)));
    }

    void delete_user(const std::string& userid, Answer<Nothing> done) override
    {
        Call call = call_to("/topapi/v2/user/delete", Json{{"userid", userid}});
        call.priority = Priority::leaver;
        client_.call(std::move(call), gone(std::move(done), {"33012", "60121", "60111"}));
    }

    void disable_user(const std::string& userid, const std::string& reason,
                      Answer<Nothing> done) override
    {
        Json body{{"userId", userid}};
        if (!reason.empty()) {
            body["reason"] = reason;
        }
        Call call = call_to("/v1.0/contact/orgAccounts/disable", std::move(body));
        call.priority = Priority::leaver;
        switch_account(std::move(call), std::move(done));
    }

    void enable_user(const std::string& userid, Answer<Nothing> done) override
    {
        switch_account(call_to("/v1.0/contact/orgAccounts/enable", Json{{"userId", userid}}),
                       std::move(done));
    }

    void get_user(const std::string& userid,
                  Answer<std::optional<model::ObservedUser>> done) override
    {
        client_.call(
            call_to("/topapi/v2/user/get", Json{{"userid", userid}}),
            [region = options_.region, done = std::move(done)](const CallResult& answer) {
                if (answer) {
                    found_user(user_of(result_of(*answer), region), done);
                } else if (is_one_of(answer.error(), {"33012", "60121", "60111", "40003"})) {
                    done(std::optional<model::ObservedUser>{});
                } else {
                    done(tl::unexpected(answer.error()));
                }
            });
    }

    void userid_by_mobile(const std::string& mobile,
                          Answer<std::optional<std::string>> done) override
    {
        client_.call(
            call_to("/topapi/v2/user/getbymobile", Json{{"mobile", mobile}}),
            [done = std::move(done)](const CallResult& answer) {
                if (answer) {
                    const std::string userid = text_of(result_of(*answer), "userid");
                    done(userid.empty() ? std::optional<std::string>{} : userid);
                } else if (is_one_of(answer.error(), {"60121", "33012", "60111", "46004"})) {
                    done(std::optional<std::string>{});
                } else {
                    done(tl::unexpected(answer.error()));
                }
            });
    }

    void create_department(const Json& fields, Answer<model::DeptId> done) override
    {
        client_.call(call_to("/topapi/v2/department/create", creation_form(fields), false),
                     [done = std::move(done)](const CallResult& answer) {
                         if (!answer) {
                             done(tl::unexpected(answer.error()));
                             return;
                         }
                         const model::DeptId id = number_of(result_of(*answer), "dept_id");
                         if (id <= 0) {
                             done(incomplete("the new department's id"));
                             return;
                         }
                         done(id);
                     });
    }

    void update_department(model::DeptId dept_id, const Json& fields, Answer<Nothing> done) override
    {
        Json body = department_update_form(fields);
        body["dept_id"] = dept_id;
        client_.call(call_to("/topapi/v2/department/update", std::move(body)),
                     nothing(std::move(done)));
    }

    void delete_department(model::DeptId dept_id, Answer<Nothing> done) override
    {
        client_.call(call_to("/topapi/v2/department/delete", Json{{"dept_id", dept_id}}),
                     gone(std::move(done), {"60003"}));
    }

    void get_department(model::DeptId dept_id,
                        Answer<std::optional<model::ObservedDepartment>> done) override
    {
        client_.call(call_to("/topapi/v2/department/get", Json{{"dept_id", dept_id}}),
                     [done = std::move(done)](const CallResult& answer) {
                         if (answer) {
                             done(department_of(result_of(*answer)));
                         } else if (is_one_of(answer.error(), {"60003"})) {
                             done(std::optional<model::ObservedDepartment>{});
                         } else {
                             done(tl::unexpected(answer.error()));
                         }
                     });
    }

    void sub_departments(model::DeptId parent,
                         Answer<std::vector<model::ObservedDepartment>> done) override
    {
        client_.call(call_to("/topapi/v2/department/listsub", Json{{"dept_id", parent}}),
                     [done = std::move(done)](const CallResult& answer) {
                         if (!answer) {
                             done(tl::unexpected(answer.error()));
                             return;
                         }
                         std::vector<model::ObservedDepartment> children;
                         for (const Json& item : result_of(*answer)) {
                             children.push_back(department_of(item));
                         }
                         done(std::move(children));
                     });
    }

    void read_organisation(model::DeptId root, Answer<model::ObservedOrganisation> done) override
    {
        dingtalk::read_organisation(client_, options_.region, root, std::move(done));
    }

    void visible_departments(Answer<std::vector<model::DeptId>> done) override
    {
        Call call = call_to("/auth/scopes", nullptr);
        call.method = "GET";
        client_.call(std::move(call), [done = std::move(done)](const CallResult& answer) {
            if (!answer) {
                done(tl::unexpected(answer.error()));
                return;
            }
            done(numbers_of(answer->value("auth_org_scopes", Json::object()), "authed_dept"));
        });
    }

private:
    static void found_user(model::ObservedUser user,
                           const Answer<std::optional<model::ObservedUser>>& done)
    {
        if (user.userid.empty()) {
            done(incomplete("the account's userid"));
            return;
        }
        done(std::move(user));
    }

    void switch_account(Call call, Answer<Nothing> done)
    {
        call.family = Family::api;
        client_.call(std::move(call), [done = std::move(done)](const CallResult& answer) {
            if (!answer) {
                done(tl::unexpected(answer.error()));
            } else if (answer->contains("result") && !flag_of(*answer, "result")) {
                ApiError error;
                error.code = "result.false";
                error.message = "DingTalk did not switch the account and gave no reason";
                done(tl::unexpected(std::move(error)));
            } else {
                done(Nothing{});
            }
        });
    }

    Client& client_;
    DirectoryOptions options_;
};

} // namespace

std::unique_ptr<Directory> make_directory(Client& client, DirectoryOptions options)
{
    return std::make_unique<AddressBook>(client, std::move(options));
}

} // namespace rosterd::dingtalk
