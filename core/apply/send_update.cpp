#include "core/apply/send_update.hpp"

#include <algorithm>
#include <array>
#include <iterator>
#include <optional>
#include <set>
#include <string_view>
#include <utility>

#include "core/apply/fields.hpp"
#include "core/apply/find_out.hpp"

namespace rosterd::apply
{

namespace
{

using dingtalk::ApiError;
using dingtalk::Nothing;
using model::Json;
using model::ObservedUser;
using namespace std::chrono_literals;

constexpr net::Duration kLag = 2s; // nothing is said about how soon a change can be read
constexpr const char* kNumberStays = "the mobile number stays: DingTalk does not let it be changed";

// The number is another DingTalk account's, or this account is activated
// [server-api-error-codes-1].
bool is_number_fixed(std::string_view code)
{
    return code == "40021" || code == "40022" || code == "41054";
}

// Position management is on [server-api-error-codes-1].
bool is_locked(std::string_view code)
{
    return code == "12150";
}
constexpr std::array<const char*, 2> kLockable{"title", "dept_id_list"};

// force_update_fields clears a manager for certain [user-information-update].
bool is_emptied(const std::string& name, const Json& value)
{
    return name != "manager_userid" && value.is_string() &&
           value.get_ref<const std::string&>().empty();
}

class Updating : public std::enable_shared_from_this<Updating>
{
public:
    Updating(const SendParts& parts, const model::Operation& operation, const Json& fields,
             std::function<void(Outcome)> done)
        : parts_{parts}, operation_{operation}, fields_(fields), done_{std::move(done)}
    {
    }

    void start()
    {
        left_out_ = take_out_too_long(fields_, parts_.lessons);
        if (parts_.lessons.locked) {
            set_aside();
        }
        go();
    }

private:
    void go()
    {
        if (fields_.empty()) {
            went_over();
            return;
        }
        parts_.directory.update_user(
            operation_.userid, fields_,
            [self = shared_from_this()](const tl::expected<Nothing, ApiError>& answer) {
                if (answer) {
                    self->request_id_ = answer->request_id;
                    self->went_over();
                } else {
                    self->refused(answer.error());
                }
            });
    }

    void refused(const ApiError& error)
    {
        if (error.unknown_outcome) {
            look(error);
        } else if (is_number_fixed(error.code) && fields_.contains("mobile")) {
            // The account was activated since it was last read, or this DingTalk gives nobody
            // another number: everything else goes over, and the number is left to
            // policy.lifecycle.mobile_change, by which the next plan goes.
            number_ = error;
            refused_number_ = fields_.at("mobile").get<std::string>();
            fields_.erase("mobile");
            go();
        } else if (is_locked(error.code) && has_lockable()) {
            locked_ = true;
            set_aside();
            go();
        } else if (auto text = take_out_refused(fields_, error.code)) {
            left_out_.push_back(std::move(*text));
            go();
        } else {
            Outcome out = failed(error);
            // Removed by hand: the mirror learns it, the next plan decides.
            out.absent = dingtalk::is_unknown_user(error.code);
            end(std::move(out));
        }
    }

    void look(const ApiError& error)
    {
        find_out(parts_.directory, operation_, fields_,
                 [self = shared_from_this(), error](Outcome found) {
                     if (found.outcome == OperationOutcome::done) {
                         self->went_over();
                     } else {
                         self->end(found.outcome == OperationOutcome::failed ? failed(error)
                                                                             : std::move(found));
                     }
                 });
    }

    // What update_user took is there; what it does not take comes now.
    void went_over()
    {
        if (!aside_.empty()) {
            prepare_transfer();
        } else {
            look_back();
        }
    }

    // ---- title and departments that HRM locks

    bool has_lockable() const
    {
        return std::ranges::any_of(kLockable,
                                   [&](const char* name) { return fields_.contains(name); });
    }

    void set_aside()
    {
        for (const char* name : kLockable) {
            if (const auto found = fields_.find(name); found != fields_.end()) {
                aside_[name] = *found;
                fields_.erase(found);
            }
        }
        if (aside_.contains("title") && aside_.at("title") == "") { // empty means unchanged there
            aside_.erase("title");
            kept_.insert("title");
        }
    }

    // A transfer states all departments.
    void prepare_transfer()
    {
        if (aside_.contains("dept_id_list")) {
            transfer(aside_.at("dept_id_list").get<std::vector<model::DeptId>>());
            return;
        }
        parts_.directory.get_user(operation_.userid, [self = shared_from_this()](auto account) {
            if (!account) {
                self->end_after_part(failed(account.error()));
            } else if (!*account || (*account)->dept_ids.empty()) {
                self->end_after_part(failed("", "the account was not found for a transfer"));
            } else {
                self->transfer((*account)->dept_ids);
            }
        });
    }

    void transfer(const std::vector<model::DeptId>& departments)
    {
        dingtalk::Transfer transfer;
        transfer.userid = operation_.userid;
        transfer.dept_ids = departments;
        transfer.main_dept_id = departments.front();
        transfer.position_name = aside_.value("title", "");
        parts_.directory.transfer_user(
            transfer, [self = shared_from_this()](const tl::expected<Nothing, ApiError>& answer) {
                if (answer) {
                    self->transferred();
                } else if (answer.error().unknown_outcome) {
                    self->look_for_transfer(answer.error());
                } else {
                    self->end_after_part(failed(answer.error()));
                }
            });
    }

    void transferred()
    {
        fields_.update(aside_);
        look_back();
    }

    // Each transfer is an entry in the person's file: none is sent twice on a guess.
    void look_for_transfer(const ApiError& error)
    {
        find_out(parts_.directory, operation_, aside_,
                 [self = shared_from_this(), error](Outcome found) {
                     if (found.outcome == OperationOutcome::done) {
                         self->transferred();
                     } else {
                         self->end_after_part(found.unknown ? std::move(found) : failed(error));
                     }
                 });
    }

    // The other fields may have gone over: the mirror learns what is there.
    void end_after_part(Outcome out)
    {
        out.by_transfer = true;
        if (fields_.empty() || out.unknown || out.outcome == OperationOutcome::not_started) {
            end(std::move(out));
            return;
        }
        parts_.directory.get_user(operation_.userid,
                                  [self = shared_from_this(), out](const auto& account) mutable {
                                      if (account && *account) {
                                          out.account = **account;
                                      }
                                      self->end(std::move(out));
                                  });
    }

    // ---- what DingTalk may have left as it was

    std::set<std::string> to_look_at() const
    {
        std::set<std::string> names;
        for (const auto& [name, value] : fields_.items()) {
            if (is_emptied(name, value) && !parts_.lessons.emptied.contains(name) &&
                !parts_.unreadable.contains(name)) {
                names.insert(name);
            }
        }
        return names;
    }

    void look_back()
    {
        if (!number_ && kept_.empty() && to_look_at().empty()) {
            finish(std::nullopt);
            return;
        }
        parts_.directory.get_user(operation_.userid, [self = shared_from_this()](auto account) {
            self->looked_back(account ? std::move(*account) : std::nullopt);
        });
    }

    void looked_back(std::optional<ObservedUser> account)
    {
        std::set<std::string> full;
        if (account) {
            std::ranges::copy_if(
                to_look_at(), std::inserter(full, full.end()),
                [&](const std::string& name) { return field_of(*account, name) != Json(""); });
        }
        if (!full.empty() && !std::exchange(waited_, true)) {
            parts_.loop.after(kLag, [self = shared_from_this()] { self->look_back(); });
            return;
        }
        if (account) {
            emptied_ = to_look_at();
            for (const std::string& name : full) {
                emptied_.erase(name);
                fields_.erase(name);
                kept_.insert(name);
            }
        }
        finish(std::move(account));
    }

    void finish(std::optional<ObservedUser> account)
    {
        Outcome out;
        const bool activated = account && account->active;
        if (fields_.empty()) { // none of it went over
            out = number_ ? activated ? skipped("") : failed(*number_) : without_effect();
        }
        if (number_) {
            out.code = number_->code;
            out.message = kNumberStays;
            out.refused_number = activated ? "" : refused_number_;
        }
        for (const std::string& name : kept_) {
            out.message += (out.message.empty() ? "" : "; ") + name +
                           " stays: this DingTalk does not empty it";
        }
        if (!left_out_.empty()) {
            out.message += (out.message.empty() ? "" : "; ") + told(left_out_);
        }
        out.request_id = number_ ? number_->request_id : request_id_;
        out.account = std::move(account);
        end(std::move(out));
    }

    void end(Outcome out)
    {
        out.fields = fields_;
        out.emptied = emptied_;
        out.kept = kept_;
        out.locked = locked_;
        out.left_out = left_out_;
        done_(std::move(out));
    }

    SendParts parts_;
    model::Operation operation_;
    Json fields_;                 // initialised with (): braces would make an array of it
    Json aside_ = Json::object(); // for a transfer
    std::function<void(Outcome)> done_;
    std::string request_id_;
    std::optional<ApiError> number_; // why the mobile number was left out
    std::string refused_number_;     // and which
    std::set<std::string> emptied_;
    std::set<std::string> kept_;
    std::vector<TooLong> left_out_;
    bool locked_ = false;
    bool waited_ = false;
};

} // namespace

void send_update(const SendParts& parts, const model::Operation& operation,
                 const model::Json& fields, std::function<void(Outcome)> done)
{
    std::make_shared<Updating>(parts, operation, fields, std::move(done))->start();
}

} // namespace rosterd::apply
