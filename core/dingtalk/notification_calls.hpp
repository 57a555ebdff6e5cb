// Work notifications: messages of the application to people [asynchronous-sending-of-enterprise-
// session-messages]. Metered. Sent later than answered: an over-limit recipient is dropped in
// silence, which only the result tells. The same content reaches a person once a day.
#pragma once

#include "core/dingtalk/asking.hpp"
#include "core/model/observed.hpp"

namespace rosterd::dingtalk
{

using TaskId = std::int64_t;

// The message; text is cut so that all of it keeps within DingTalk's 2048 bytes.
model::Json notification_text(const std::string& text);
model::Json notification_markdown(const std::string& title, const std::string& text);

// To everybody in as few calls as the limit of 100 a call allows. Not repeatable: who reads it
// twice is annoyed, who asks for the result knows.
std::vector<Asking<TaskId>> notify_users(std::int64_t agent_id,
                                         const std::vector<std::string>& userids,
                                         const model::Json& message);
// Sub-departments included; 20 departments a call.
std::vector<Asking<TaskId>> notify_departments(std::int64_t agent_id,
                                               const std::vector<model::DeptId>& departments,
                                               const model::Json& message);

enum class SendStatus { waiting = 0, sending = 1, sent = 2 };
struct SendProgress {
    int percent = 0;
    SendStatus status = SendStatus::waiting;
    bool operator==(const SendProgress&) const = default;
};

// Whom a limit or rule kept it from; the codes are in the table of errors ("143105").
struct Forbidden {
    std::string userid;
    std::string code;
    std::int64_t count = 0;
    bool operator==(const Forbidden&) const = default;
};
struct SendResult {
    std::vector<std::string> invalid;
    std::vector<Forbidden> forbidden;
    std::vector<std::string> failed;
    std::vector<std::string> read;
    std::vector<std::string> unread;
    std::vector<model::DeptId> invalid_departments;
    bool operator==(const SendResult&) const = default;
};

// Both for 24 hours after sending; 41052 while it is not through.
Asking<SendProgress> notification_progress(std::int64_t agent_id, TaskId task);
Asking<SendResult> notification_result(std::int64_t agent_id, TaskId task);
Asking<Nothing> recall_notification(std::int64_t agent_id, TaskId task);

} // namespace rosterd::dingtalk
