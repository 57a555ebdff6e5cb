#include <algorithm>
#include <deque>
#include <map>
#include <set>

#include "core/dingtalk/organisation_reader.hpp"
#include "core/dingtalk/wire.hpp"

namespace rosterd::dingtalk
{

namespace
{

using model::DeptId;
using model::Json;

constexpr std::size_t kPage = 100;    // the most user/list gives
constexpr std::size_t kInFlight = 64; // calls handed to the client at once: the pace decides,
                                      // but after a failure the rest is never sent

class Reader : public std::enable_shared_from_this<Reader>
{
public:
    Reader(Client& client, std::string region, Answer<model::ObservedOrganisation> done)
        : client_(client), region_(std::move(region)), done_(std::move(done))
    {
    }

    void start(DeptId root)
    {
        root_ = root;
        departments_[root] = {};
        ask("/topapi/v2/department/get", Json{{"dept_id", root}},
            [root](Reader& self, const Json& answer) {
                const Json result = answer.value("result", Json::object());
                if (number_of(result, "dept_id") != root) {
                    self.fail("the answer about department " + std::to_string(root) +
                              " is not about it");
                    return;
                }
                model::ObservedDepartment department = department_of(result);
                department.order = 0; // told for the root alone: not comparable
                department.manager_userids.clear();
                self.departments_[root] = department;
                self.visit(root);
            });
        ask("/topapi/user/listadmin", Json::object(),
            [](Reader& self, const Json& answer) { self.take_admins(answer); });
        pump();
    }

private:
    using Take = std::function<void(Reader&, const Json&)>;
    struct Question {
        Call call;
        DeptId about; // 0: no department
        Take take;
    };

    void ask(const std::string& path, Json body, Take take)
    {
        Call call;
        call.path = path;
        const DeptId about = body.value("dept_id", DeptId{0});
        call.body = std::move(body);
        waiting_.push_back({std::move(call), about, std::move(take)});
    }

    void pump()
    {
        while (done_ && !waiting_.empty() && in_flight_ < kInFlight) {
            Question next = std::move(waiting_.front());
            waiting_.pop_front();
            ++in_flight_;
            client_.call(std::move(next.call),
                         [self = shared_from_this(), about = next.about,
                          take = std::move(next.take)](const CallResult& result) {
                             --self->in_flight_;
                             self->take_answer(result, about, take);
                         });
        }
        if (done_ && waiting_.empty() && in_flight_ == 0) {
            hand_over();
        }
    }

    void take_answer(const CallResult& result, DeptId about, const Take& take)
    {
        if (!done_) {
            return; // has failed already
        }
        if (!result) {
            ApiError error = result.error();
            if (error.code == kNoDepartment && about != root_) { // was there a moment ago
                error.retry = RetryClass::back_off;
            }
            std::exchange(done_, nullptr)(tl::unexpected(std::move(error)));
            return;
        }
        take(*this, *result);
        pump();
    }

    void visit(DeptId department)
    {
        ask("/topapi/v2/department/listsub", Json{{"dept_id", department}},
            [department](Reader& self, const Json& answer) {
                self.take_children(department, answer);
            });
        ask_members(department, 0);
    }

    void ask_members(DeptId department, std::int64_t cursor)
    {
        ask("/topapi/v2/user/list",
            Json{{"dept_id", department},
                 {"cursor", cursor},
                 {"size", kPage},
                 {"contain_access_limit", true}},
            [department, cursor](Reader& self, const Json& answer) {
                self.take_members(department, cursor, answer);
            });
    }

    void take_children(DeptId parent, const Json& answer)
    {
        const auto list = answer.find("result");
        if (list == answer.end() || !(list->is_array() || list->is_null())) {
            fail("the sub-departments of department " + std::to_string(parent) + " are not a list");
            return;
        }
        for (const Json& item : *list) {
            model::ObservedDepartment department = department_of(item);
            department.parent_id = parent;
            department.order = 0;
            const DeptId id = department.dept_id;
            // One that is moved while we read may show up under both parents.
            if (departments_.emplace(id, std::move(department)).second) {
                visit(id);
            }
        }
    }

    void take_members(DeptId department, std::int64_t cursor, const Json& answer)
    {
        const Json result = answer.value("result", Json());
        const auto list = result.find("list");
        const std::int64_t next = number_of(result, "next_cursor");
        const bool more = flag_of(result, "has_more");
        if (!result.is_object() || list == result.end() || !list->is_array() ||
            (more && next <= cursor)) {
            fail("a page of the members of department " + std::to_string(department) +
                 " is not complete");
            return;
        }
        for (const Json& item : *list) {
            take_member(department, item);
        }
        if (more) {
            ask_members(department, next);
        }
    }

    void take_member(DeptId department, const Json& item)
    {
        model::ObservedUser user = user_of(item, region_);
        if (flag_of(item, "leader")) {
            departments_[department].manager_userids.push_back(user.userid);
        }
        const std::string userid = user.userid;
        auto& ids = users_.try_emplace(userid, std::move(user)).first->second.dept_ids;
        if (std::find(ids.begin(), ids.end(), department) == ids.end()) {
            ids.push_back(department);
        }
    }

    void take_admins(const Json& answer)
    {
        for (const Json& admin : answer.value("result", Json::array())) {
            admins_.push_back(text_of(admin, "userid"));
        }
    }

    void fail(const std::string& why)
    {
        ApiError error;
        error.retry = RetryClass::back_off;
        error.code = "answer.unreadable";
        error.message = why;
        if (done_) {
            std::exchange(done_, nullptr)(tl::unexpected(std::move(error)));
        }
    }

    void hand_over()
    {
        model::ObservedOrganisation organisation;
        for (auto& [id, department] : departments_) {
            std::sort(department.manager_userids.begin(), department.manager_userids.end());
            organisation.departments.push_back(std::move(department));
        }
        for (auto& [userid, user] : users_) {
            organisation.users.push_back(std::move(user));
        }
        std::sort(admins_.begin(), admins_.end());
        organisation.admin_userids = std::move(admins_);
        std::exchange(done_, nullptr)(std::move(organisation));
    }

    Client& client_;
    std::string region_;
    DeptId root_ = 0;
    Answer<model::ObservedOrganisation> done_; // null once called
    std::deque<Question> waiting_;
    std::size_t in_flight_ = 0;
    std::map<DeptId, model::ObservedDepartment> departments_;
    std::map<std::string, model::ObservedUser> users_;
    std::vector<std::string> admins_;
};

} // namespace

void read_organisation(Client& client, const std::string& region, model::DeptId root,
                       Answer<model::ObservedOrganisation> done)
{
    std::make_shared<Reader>(client, region, std::move(done))->start(root);
}

} // namespace rosterd::dingtalk
