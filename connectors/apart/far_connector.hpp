// A connector that is somewhere else: every request goes over, what it says of records comes back.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "connectors/apart/apart.hpp"
#include "connectors/apart/child.hpp"

namespace rosterd::apart
{

// Whoever is asked from a loop that has other things to do answers within this.
inline constexpr model::Duration kPrompt{20'000};

class FarConnector final : public sdk::Connector
{
public:
    // `reading`: of whatever may take long. `secrets` are hidden in what its process prints.
    FarConnector(Home home, sdk::ConnectorContext context, process::Limits reading,
                 std::vector<std::string> secrets);
    ~FarConnector() override;

    // Makes it over there. Errors: the connector's own; permanent where its process can't be used.
    model::Result<void> make() const;

    model::Result<sdk::ReadResult> read(const sdk::ReadRequest& request,
                                        sdk::RecordSink& sink) override;
    // These two throw what went wrong.
    void settled(const sdk::Settlement& settlement) override;
    std::vector<std::string> watched_paths() const override;
    model::Result<std::size_t> accept_push(const model::Json& body) const override;
    std::vector<model::Result<void>> write_back(const std::vector<sdk::Learned>& people) override;

private:
    struct Errand;
    // `broken`: what kind of error a process is that can't be used.
    model::Result<void> be_there(model::ErrorKind broken) const;
    model::Result<model::Json> ask(Errand errand) const;
    model::Result<model::Json> send(Errand errand) const; // to a process that is there
    std::optional<model::Json> reply_to(const Frame& frame) const;

    Home home_;
    sdk::ConnectorContext context_;
    process::Limits reading_;
    std::vector<std::string> secrets_;
    mutable std::unique_ptr<Child> child_; // started when it is needed, and again after a crash
    mutable bool has_read_ = false;
};

} // namespace rosterd::apart
