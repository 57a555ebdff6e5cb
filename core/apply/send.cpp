#include "core/apply/send.hpp"

#include <algorithm>
#include <optional>
#include <string_view>

#include "core/apply/fields.hpp"
#include "core/apply/find_out.hpp"
#include "core/apply/send_update.hpp"
#include "core/apply/sign_out.hpp"

namespace rosterd::apply
{

namespace
{

using dingtalk::ApiError;
using dingtalk::Nothing;
using Kind = model::OperationKind;
using namespace std::chrono_literals;

constexpr int kTries = 3;          // of one creation whose answers are lost
constexpr net::Duration kLag = 2s; // nothing is said about how soon a new object can be read
constexpr int kAsks = 5;           // more, about what is there and does not show

// One operation on its way; keeps itself alive by the callbacks that wait for it.
class Sending : public std::enable_shared_from_this<Sending>
{
public:
    Sending(const SendParts& parts, const model::Operation& operation, const model::Json& fields,
            std::function<void(Outcome)> done)
        : parts_{parts}, operation_{operation}, fields_(fields), done_{std::move(done)}
    {
    }

    void start()
    {
        if (operation_.kind == Kind::user_create) {
            left_out_ = take_out_too_long(fields_, parts_.lessons);
        }
        if (parts_.verify_preconditions) {
            verify();
        } else {
            go();
        }
    }

private:
    void end(Outcome outcome)
    {
        if (outcome.fields.is_null()) {
            outcome.fields = fields_;
        }
        if (!left_out_.empty()) {
            outcome.left_out = left_out_;
            outcome.message += (outcome.message.empty() ? "" : "; ") + told(left_out_);
        }
        done_(std::move(outcome));
    }

    // ---- preconditions of a saved plan

    void verify()
    {
        switch (operation_.kind) {
        case Kind::user_create:
        case Kind::user_update:
        case Kind::user_disable:
        case Kind::user_enable:
        case Kind::user_delete:
            parts_.directory.get_user(operation_.userid, [self = shared_from_this()](auto account) {
                account ? self->verify_against(*account) : self->end(failed(account.error()));
            });
            return;
        case Kind::department_update:
        case Kind::department_delete:
            parts_.directory.get_department(operation_.dept_id,
                                            [self = shared_from_this()](auto department) {
                                                department ? self->verify_against(*department)
                                                           : self->end(failed(department.error()));
                                            });
            return;
        case Kind::department_create:
            parts_.directory.sub_departments(fields_.at("parent_id").get<model::DeptId>(),
                                             [self = shared_from_this()](auto children) {
                                                 children ? self->verify_name_free(*children)
                                                          : self->end(failed(children.error()));
                                             });
            return;
        case Kind::role_create: // in send_rights.hpp
        case Kind::role_grant:
        case Kind::role_revoke:
        case Kind::attendance_add:
        case Kind::attendance_remove:
            go();
            return;
        }
    }

    void verify_name_free(const std::vector<model::ObservedDepartment>& children)
    {
        const std::string name = fields_.value("name", "");
        const auto same = std::ranges::find(children, name, &model::ObservedDepartment::name);
        if (same == children.end()) {
            go();
        } else {
            end(skipped(name + " exists there already: " + std::to_string(same->dept_id)));
        }
    }

    // Of an account that is to go: why it may not, by what DingTalk has now.
    std::string spared(const model::ObservedUser& present) const
    {
        const bool goes =
            operation_.kind == Kind::user_delete || operation_.kind == Kind::user_disable;
        return goes && parts_.spares ? parts_.spares(present) : std::string{};
    }
    static std::string spared(const model::ObservedDepartment&) { return {}; }

    template <typename Observed>
    void verify_against(const std::optional<Observed>& present)
    {
        if (operation_.kind == Kind::user_create) {
            present ? end(skipped(operation_.userid + " exists already")) : go();
            return;
        }
        if (!present) {
            end(skipped("it is no longer in DingTalk"));
        } else if (const auto moved = difference(*present, still_expected(*present))) {
            end(skipped(*moved));
        } else if (const std::string why = spared(*present); !why.empty()) {
            end(skipped(why));
        } else {
            go();
        }
    }

    // `before` without what can't be read, and without what DingTalk drops by itself when a manager
    // leaves: leavers go first.
    model::Json still_expected(const model::ObservedUser& present) const
    {
        model::Json before = operation_.before;
        for (const std::string& field : parts_.unreadable) {
            if (before.is_object()) {
                before.erase(field);
            }
        }
        if (before.is_object() && present.manager_userid.empty()) {
            before.erase("manager_userid");
        }
        return before;
    }
    model::Json still_expected(const model::ObservedDepartment& present) const
    {
        model::Json before = operation_.before;
        const model::Json planned =
            before.is_object() ? before.value("dept_manager_userid_list", model::Json::array())
                               : model::Json::array();
        const bool only_fewer =
            std::ranges::all_of(present.manager_userids, [&](const std::string& userid) {
                return std::ranges::count(planned, model::Json(userid)) > 0;
            });
        if (before.is_object() && only_fewer) {
            before.erase("dept_manager_userid_list");
        }
        return before;
    }

    // ---- sending

    void go()
    {
        ++tries_;
        dingtalk::Directory& directory = parts_.directory;
        const auto nothing =
            [self = shared_from_this()](const tl::expected<Nothing, ApiError>& answer) {
                answer ? self->carried_out(*answer) : self->refused(answer.error());
            };
        switch (operation_.kind) {
        case Kind::user_create:
            directory.create_user(operation_.userid, fields_with_password(),
                                  [self = shared_from_this()](auto created) {
                                      created ? self->created(*created)
                                              : self->refused(created.error());
                                  });
            return;
        case Kind::user_update:
            send_update(parts_, operation_, fields_, [self = shared_from_this()](Outcome outcome) {
                self->end(std::move(outcome));
            });
            return;
        case Kind::user_delete:
            directory.delete_user(operation_.userid, nothing);
            return;
        case Kind::user_disable:
            directory.disable_user(operation_.userid, operation_.cause.rule, nothing);
            return;
        case Kind::user_enable:
            directory.enable_user(operation_.userid, nothing);
            return;
        case Kind::department_create:
            directory.create_department(fields_, [self = shared_from_this()](const auto& made) {
                made ? self->created_department(*made) : self->refused(made.error());
            });
            return;
        case Kind::department_update:
            directory.update_department(operation_.dept_id, fields_, nothing);
            return;
        case Kind::department_delete:
            directory.delete_department(operation_.dept_id, nothing);
            return;
        case Kind::role_create:
        case Kind::role_grant:
        case Kind::role_revoke:
        case Kind::attendance_add:
        case Kind::attendance_remove:
            end(failed("", "is sent by send_rights.hpp alone")); // a defect
            return;
        }
    }

    // The password goes to DingTalk alone, which sends it to the person: into no journal and no
    // log.
    model::Json fields_with_password() const
    {
        model::Json fields = fields_;
        if (fields.value("exclusive_account_type", "") == "dingtalk") {
            fields["init_password"] = initial_password(parts_.random);
        }
        return fields;
    }

    void created(const dingtalk::Created& created)
    {
        Outcome out;
        out.unionid = created.unionid;
        out.request_id = created.request_id;
        end(std::move(out));
    }

    void created_department(const dingtalk::CreatedDepartment& created)
    {
        Outcome out;
        out.dept_id = created.dept_id;
        out.request_id = created.request_id;
        end(std::move(out));
    }

    void carried_out(const Nothing& answer)
    {
        Outcome out;
        out.request_id = answer.request_id;
        went_over(std::move(out));
    }

    void went_over(Outcome out)
    {
        if (operation_.kind == Kind::user_disable) {
            sign_out(parts_.directory, operation_, std::move(out),
                     [self = shared_from_this()](Outcome after) { self->end(std::move(after)); });
        } else {
            end(std::move(out));
        }
    }

    // ---- refusals that need a look

    void refused(const ApiError& error)
    {
        error_ = error;
        const bool creation =
            operation_.kind == Kind::user_create || operation_.kind == Kind::department_create;
        if (error.unknown_outcome) {
            look(creation);
        } else if (operation_.kind == Kind::user_create && error.code == "60102") {
            compare_taken_userid();
        } else if (operation_.kind == Kind::user_create && error.code == "60104") {
            compare_taken_mobile();
        } else if (operation_.kind == Kind::department_create &&
                   (error.code == "60008" || error.code == "60021")) {
            look_at_taken_name();
        } else if (operation_.department.empty() && !creation &&
                   dingtalk::is_unknown_user(error.code)) {
            Outcome gone = failed(error);
            gone.absent = true; // removed by hand: the mirror learns it, the next plan decides
            end(std::move(gone));
        } else if (operation_.kind == Kind::user_create && error.code == "40103") {
            end(invited(error));
        } else if (operation_.kind == Kind::user_create && without_too_long(error.code)) {
            go();
        } else {
            end(failed(error));
        }
    }

    bool without_too_long(std::string_view code)
    {
        auto text = take_out_refused(fields_, code);
        if (text) {
            left_out_.push_back(std::move(*text));
            --tries_; // this one was answered
        }
        return text.has_value();
    }

    // Reads what DingTalk has. A creation that is not there is asked for once more after a while,
    // since a new object may be visible late, and only then sent again.
    void look(bool creation)
    {
        find_out(parts_.directory, operation_, fields_,
                 [self = shared_from_this(), creation](Outcome found) {
                     if (!self->error_.unknown_outcome && found.department) {
                         self->keep_hands_off(found);
                     }
                     const bool not_there =
                         found.outcome == OperationOutcome::failed && found.absent;
                     if (not_there && !self->error_.unknown_outcome &&
                         self->ask_later(&Sending::look_at_taken_name)) {
                         return;
                     }
                     if (!not_there && creation) {
                         self->end(std::move(found));
                     } else if (!creation) {
                         found.outcome == OperationOutcome::done ? self->went_over(std::move(found))
                         : found.outcome == OperationOutcome::failed
                             ? self->end(failed(self->error_))
                             : self->end(std::move(found));
                     } else if (!self->waited_) {
                         self->waited_ = true;
                         self->parts_.loop.after(kLag, [self] { self->look(true); });
                     } else if (self->tries_ < kTries) {
                         self->waited_ = false;
                         self->go();
                     } else {
                         self->end(failed(self->error_));
                     }
                 });
    }

    // The name was taken before anything of ours could be: only our own mark makes it ours.
    void keep_hands_off(Outcome& found) const
    {
        const std::string mark = fields_.value("source_identifier", "");
        found.adopted = mark.empty() || found.department->source_identifier != mark;
    }

    void look_at_taken_name() { look(false); }

    // Whoever has the name or number that is taken is there; where they do not show, they were made
    // a moment ago, perhaps by us, and are asked for again. False: they were asked for long enough.
    bool ask_later(void (Sending::*ask)())
    {
        if (++asked_ > kAsks) {
            return false;
        }
        parts_.loop.after(kLag, [self = shared_from_this(), ask] { (self.get()->*ask)(); });
        return true;
    }

    void compare_taken_userid()
    {
        parts_.directory.get_user(operation_.userid, [self = shared_from_this()](auto account) {
            if (account && !*account && self->ask_later(&Sending::compare_taken_userid)) {
                return;
            }
            if (!account || !*account) {
                self->end(self->as_refused(account));
                return;
            }
            self->compare(**account);
        });
    }

    // DingTalk's refusal stands, unless a stop kept rosterd from looking what it means.
    template <typename T>
    Outcome as_refused(const tl::expected<T, ApiError>& read) const
    {
        return failed(!read && read.error().stopped ? read.error() : error_);
    }

    // The account is ours from a lost answer if it is this person's; otherwise the name is taken.
    void compare(const model::ObservedUser& account)
    {
        if (account.userid == operation_.userid && fits(account, fields_)) {
            Outcome out;
            out.account = account;
            out.unionid = account.unionid;
            end(std::move(out));
        } else {
            end(taken(error_.code, account));
        }
    }

    void compare_taken_mobile()
    {
        parts_.directory.userid_by_mobile(
            fields_.value("mobile", ""), [self = shared_from_this()](auto holder) {
                if (holder && !*holder && self->ask_later(&Sending::compare_taken_mobile)) {
                    return;
                }
                if (!holder || !*holder) {
                    self->end(self->as_refused(holder));
                    return;
                }
                self->parts_.directory.get_user(**holder, [self](auto account) {
                    if (account && !*account && self->ask_later(&Sending::compare_taken_mobile)) {
                        return;
                    }
                    account && *account ? self->compare(**account)
                                        : self->end(self->as_refused(account));
                });
            });
    }

    SendParts parts_;
    model::Operation operation_;
    model::Json fields_; // initialised with (): braces would make an array of it
    std::function<void(Outcome)> done_;
    ApiError error_;
    std::vector<TooLong> left_out_;
    int tries_ = 0;
    bool waited_ = false;
    int asked_ = 0;
};

} // namespace

void send(const SendParts& parts, const model::Operation& operation, const model::Json& fields,
          std::function<void(Outcome)> done)
{
    std::make_shared<Sending>(parts, operation, fields, std::move(done))->start();
}

std::string initial_password(const std::function<std::uint32_t()>& random)
{
    constexpr std::string_view small = "abcdefghijkmnpqrstuvwxyz"; // none that look alike
    constexpr std::string_view capitals = "ABCDEFGHJKLMNPQRSTUVWXYZ";
    constexpr std::string_view digits = "23456789";
    std::string out;
    for (int i = 0; i < 16; ++i) {
        const std::string_view from = i % 4 == 3 ? digits : i % 4 == 2 ? capitals : small;
        out += from[random() % from.size()];
    }
    return out;
}

} // namespace rosterd::apply
