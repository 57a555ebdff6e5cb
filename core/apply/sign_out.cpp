#include "core/apply/sign_out.hpp"

namespace rosterd::apply
{

void sign_out(dingtalk::Directory& directory, const model::Operation& operation, Outcome disabled,
              const std::function<void(Outcome)>& done)
{
    directory.sign_out_user(operation.userid, operation.cause.rule,
                            [disabled = std::move(disabled), done](
                                const tl::expected<dingtalk::Nothing, dingtalk::ApiError>& answer) {
                                if (answer) {
                                    done(disabled);
                                    return;
                                }
                                const dingtalk::ApiError& error = answer.error();
                                Outcome out = failed(error);
                                out.message = "the account is disabled, but its sessions go on: " +
                                              error.message;
                                if (error.unknown_outcome || error.unreachable || error.stopped) {
                                    out.unknown = true;
                                    out.outcome = OperationOutcome::not_started;
                                    out.unreachable = !error.stopped;
                                }
                                done(std::move(out));
                            });
}

} // namespace rosterd::apply
