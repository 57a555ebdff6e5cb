// Work notifications: /topapi/message/corpconversation/asyncsend_v2 and its relatives.
#include <algorithm>
#include <array>

#include "daemon/sandbox/endpoints.hpp"

namespace rosterd::sandbox
{

namespace
{

constexpr std::size_t kMostBytes = 2048;
constexpr std::array<std::string_view, 8> kTypes{"text", "image", "voice",    "file",
                                                 "link", "oa",    "markdown", "action_card"};

std::int64_t read_agent(Parameters& parameters)
{
    if (!parameters.has("agent_id")) {
        parameters.refuse_with(refuse(41011));
        return 0;
    }
    Parameters alone{Json{{"agent_id", *parameters.find("agent_id")}}}; // has a code of its own
    const auto agent = alone.integer("agent_id").value_or(0);
    if (agent <= 0) {
        parameters.refuse_with(refuse(40056));
    }
    return agent;
}

Json read_message(Parameters& parameters)
{
    parameters.need({"msg"});
    auto message = parameters.object("msg").value_or(Json::object());
    if (message.dump(-1, ' ', false, Json::error_handler_t::replace).size() > kMostBytes) {
        parameters.refuse_with(refuse(41101, "msg"));
    }
    const auto type = message.contains("msgtype") && message["msgtype"].is_string()
                          ? message["msgtype"].get<std::string>()
                          : std::string{};
    if (std::ranges::find(kTypes, type) == kTypes.end() || !message.contains(type)) {
        parameters.refuse_with(refuse(400002, "msgtype"));
    }
    return message;
}

struct Recipients {
    std::vector<std::string> userids;
    std::vector<std::int64_t> departments;
    bool everyone = false;
};

Recipients read_recipients(const Company& company, Parameters& parameters)
{
    Recipients to{parameters.texts("userid_list").value_or(std::vector<std::string>{}),
                  parameters.integers("dept_id_list").value_or(std::vector<std::int64_t>{}),
                  parameters.flag("to_all_user").value_or(false)};
    if (to.userids.empty() && to.departments.empty() && !to.everyone) {
        parameters.refuse_with(refuse(40035, "userid_list"));
    }
    if (to.userids.size() > company.rules.notification_users ||
        to.departments.size() > company.rules.notification_departments) {
        parameters.refuse_with(refuse(41029));
    }
    return to;
}

void add_members(const Company& company, DeptId id, std::vector<std::string>& userids)
{
    for (const auto* user : company.organisation.members(id)) {
        userids.push_back(user->userid);
    }
    for (const auto* child : company.organisation.children(id)) {
        add_members(company, child->dept_id, userids);
    }
}

// Everybody meant, each once; departments that are none stay with the notification.
std::vector<std::string> meant(const Company& company, const Recipients& to, Notification& sent)
{
    auto userids = to.userids;
    for (const auto id : to.departments) {
        if (company.organisation.department(id) == nullptr || !sees(company, id)) {
            sent.invalid_departments.push_back(id);
        } else {
            add_members(company, id, userids);
        }
    }
    if (to.everyone) {
        add_members(company, model::kCompanyRoot, userids);
    }
    std::ranges::sort(userids);
    userids.erase(std::unique(userids.begin(), userids.end()), userids.end());
    return userids;
}

// [asynchronous-sending-of-enterprise-session-messages]: whoever may not get it is dropped in
// silence; only the result tells.
Outcome<Json> send(Company& company, Parameters& parameters)
{
    Notification sent;
    sent.agent_id = read_agent(parameters);
    sent.message = read_message(parameters);
    sent.sent_at = company.now;
    const auto to = read_recipients(company, parameters);
    if (parameters.refused()) {
        return parameters.refusal();
    }
    auto& all = company.organisation.notifications();
    for (auto& userid : meant(company, to, sent)) {
        const auto* user = company.organisation.user(userid);
        if (user == nullptr || !sees(company, *user)) {
            sent.invalid.push_back(std::move(userid));
        } else if (all.had(userid, sent.agent_id, sent.message, company.now)) {
            sent.forbidden[userid] = "143106";
        } else if (all.count(userid, sent.agent_id, company.now) >=
                   company.rules.notifications_a_day) {
            sent.forbidden[userid] = "143105";
        } else {
            sent.delivered.push_back(std::move(userid));
        }
    }
    return Json{{"task_id", all.add(std::move(sent))}};
}

// The task, while it is told about.
Outcome<const Notification*> asked(const Company& company, Parameters& parameters,
                                   std::string_view name, std::int64_t hours)
{
    const auto agent = read_agent(parameters);
    parameters.need({name});
    const auto id = parameters.integer(name).value_or(0);
    if (parameters.refused()) {
        return parameters.refusal();
    }
    const auto* task = company.organisation.notifications().task(id);
    if (task == nullptr || task->agent_id != agent ||
        company.now - task->sent_at > std::chrono::hours{hours}) {
        return refuse(400002, std::string{name});
    }
    return task;
}

// [obtain-the-sending-progress-of-asynchronous-sending-of-enterprise-session]
Outcome<Json> progress(Company& company, Parameters& parameters)
{
    const auto task = asked(company, parameters, "task_id", company.rules.notification_hours);
    if (!task) {
        return tl::unexpected{task.error()};
    }
    return Json{{"progress", {{"progress_in_percent", 100}, {"status", 2}}}};
}

// [gets-the-result-of-sending-messages-asynchronously-to-the-enterprise]
Outcome<Json> result(Company& company, Parameters& parameters)
{
    const auto task = asked(company, parameters, "task_id", 24);
    if (!task) {
        return tl::unexpected{task.error()};
    }
    auto forbidden = Json::array();
    auto forbidden_ids = Json::array();
    for (const auto& [userid, code] : (*task)->forbidden) {
        forbidden.push_back({{"userid", userid},
                             {"code", code},
                             {"count", company.organisation.notifications().count(
                                           userid, (*task)->agent_id, (*task)->sent_at)}});
        forbidden_ids.push_back(userid);
    }
    return Json{{"send_result",
                 {{"invalid_user_id_list", (*task)->invalid},
                  {"forbidden_user_id_list", std::move(forbidden_ids)},
                  {"failed_user_id_list", Json::array()},
                  {"read_user_id_list", Json::array()},
                  {"unread_user_id_list", (*task)->delivered},
                  {"invalid_dept_id_list", (*task)->invalid_departments},
                  {"forbidden_list", std::move(forbidden)}}}};
}

// [notification-of-work-withdrawal]
Outcome<Json> recall(Company& company, Parameters& parameters)
{
    const auto task = asked(company, parameters, "msg_task_id", 24);
    if (!task) {
        return tl::unexpected{task.error()};
    }
    company.organisation.notifications().recall((*task)->task_id);
    return Json::object();
}

constexpr std::array<OldEndpoint, 4> kEndpoints{{
    {"/topapi/message/corpconversation/asyncsend_v2", send},
    {"/topapi/message/corpconversation/getsendprogress", progress},
    {"/topapi/message/corpconversation/getsendresult", result},
    {"/topapi/message/corpconversation/recall", recall},
}};

} // namespace

std::span<const OldEndpoint> notification_endpoints()
{
    return kEndpoints;
}

} // namespace rosterd::sandbox
