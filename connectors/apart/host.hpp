// Carries out one request after the other with the connector's own code.
#pragma once

#include <csignal>
#include <memory>
#include <optional>
#include <string>

#include "connectors/apart/serve.hpp"
#include "connectors/apart/wire.hpp"
#include "core/model/json.hpp"

namespace rosterd::apart
{

class Host
{
public:
    // `stop`: the request at hand is to end.
    Host(Wire& wire, const FindKind& find, volatile std::sig_atomic_t& stop)
        : wire_{wire}, find_{find}, stop_{stop}
    {
    }

    void run(); // until rosterd says that it is enough, or is gone

private:
    // What the connector throws comes as {"thrown": its words}.
    model::Json carry_out(const model::Json& request);
    model::Json done(const std::string& what, const model::Json& request);

    model::Result<void> load(const model::Json& request);
    model::Json check(const model::Json& request) const;
    model::Json check_write_back(const model::Json& request) const;
    model::Json make(const model::Json& request);
    model::Json read(const model::Json& request);
    model::Json write_back(const model::Json& request);
    sdk::ConnectorContext context_of(const model::Json& request);
    bool is_to_stop();

    Wire& wire_;
    const FindKind& find_;
    volatile std::sig_atomic_t& stop_;
    sdk::ConnectorKind kind_;
    bool is_loaded_ = false;
    std::unique_ptr<sdk::Connector> connector_;
};

} // namespace rosterd::apart
