#include "core/dingtalk/notification_calls.hpp"

#include "core/dingtalk/envelope.hpp"
#include "core/dingtalk/wire.hpp"

namespace rosterd::dingtalk
{

namespace
{

using model::Json;

constexpr std::size_t kMostBytes = 2048;
constexpr std::size_t kUsersACall = 100;
constexpr std::size_t kDepartmentsACall = 20;

const std::string kFamily = "/topapi/message/corpconversation/";

std::size_t bytes_of(const Json& message)
{
    return message.dump(-1, ' ', false, Json::error_handler_t::replace).size();
}

// `make` builds the message around the text, of which the most that fits is kept. How much that is
// depends on what JSON makes of each character, so it is searched for.
template <typename Make>
Json within_limit(const std::string& text, Make make)
{
    std::size_t fits = 0;
    for (std::size_t most = text.size(); fits < most;) {
        const std::size_t middle = most - (most - fits) / 2;
        if (bytes_of(make(shortened(text, middle))) <= kMostBytes) {
            fits = middle;
        } else {
            most = middle - 1;
        }
    }
    return make(shortened(text, fits));
}

Asking<TaskId> send(std::int64_t agent_id, const char* to, std::string whom, const Json& message)
{
    using Read = tl::expected<TaskId, ApiError>;
    return asking<TaskId>(
        oapi_post(kFamily + "asyncsend_v2",
                  Json{{"agent_id", agent_id}, {to, std::move(whom)}, {"msg", message}}, false),
        [](const Json& answer) -> Read {
            const TaskId task = number_of(answer, "task_id");
            if (task == 0) {
                return incomplete("the notification's task");
            }
            return task;
        });
}

Json about(std::int64_t agent_id, TaskId task)
{
    return {{"agent_id", agent_id}, {"task_id", task}};
}

} // namespace

Json notification_text(const std::string& text)
{
    return within_limit(text, [](const std::string& content) {
        return Json{{"msgtype", "text"}, {"text", {{"content", content}}}};
    });
}

Json notification_markdown(const std::string& title, const std::string& text)
{
    return within_limit(text, [&](const std::string& content) {
        return Json{{"msgtype", "markdown"}, {"markdown", {{"title", title}, {"text", content}}}};
    });
}

std::vector<Asking<TaskId>>
notify_users(std::int64_t agent_id, const std::vector<std::string>& userids, const Json& message)
{
    std::vector<Asking<TaskId>> calls;
    for (const auto& part : parts_of(userids, kUsersACall)) {
        calls.push_back(send(agent_id, "userid_list", comma_list(part), message));
    }
    return calls;
}

std::vector<Asking<TaskId>> notify_departments(std::int64_t agent_id,
                                               const std::vector<model::DeptId>& departments,
                                               const Json& message)
{
    std::vector<Asking<TaskId>> calls;
    for (const auto& part : parts_of(departments, kDepartmentsACall)) {
        calls.push_back(send(agent_id, "dept_id_list", comma_list(part), message));
    }
    return calls;
}

Asking<SendProgress> notification_progress(std::int64_t agent_id, TaskId task)
{
    using Read = tl::expected<SendProgress, ApiError>;
    return asking<SendProgress>(
        oapi_post(kFamily + "getsendprogress", about(agent_id, task)),
        [](const Json& answer) -> Read {
            const Json progress = object_of(answer, "progress");
            const std::int64_t status = number_of(progress, "status");
            if (!progress.contains("status") || status < 0 || status > 2) {
                return incomplete("how far the notification is");
            }
            return SendProgress{static_cast<int>(number_of(progress, "progress_in_percent")),
                                static_cast<SendStatus>(status)};
        });
}

Asking<SendResult> notification_result(std::int64_t agent_id, TaskId task)
{
    using Read = tl::expected<SendResult, ApiError>;
    return asking<SendResult>(
        oapi_post(kFamily + "getsendresult", about(agent_id, task)),
        [](const Json& answer) -> Read {
            const Json told = object_of(answer, "send_result");
            if (told.empty()) {
                return incomplete("what became of the notification");
            }
            SendResult result;
            result.invalid = texts_of(told, "invalid_user_id_list");
            result.failed = texts_of(told, "failed_user_id_list");
            result.read = texts_of(told, "read_user_id_list");
            result.unread = texts_of(told, "unread_user_id_list");
            result.invalid_departments = numbers_of(told, "invalid_dept_id_list");
            for (const Json& item : items_of(told, "forbidden_list")) {
                result.forbidden.push_back(
                    {text_of(item, "userid"), text_of(item, "code"), number_of(item, "count")});
            }
            return result;
        });
}

Asking<Nothing> recall_notification(std::int64_t agent_id, TaskId task)
{
    return asking_nothing(
        oapi_post(kFamily + "recall", Json{{"agent_id", agent_id}, {"msg_task_id", task}}));
}

} // namespace rosterd::dingtalk
