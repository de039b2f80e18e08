#include "providers/machine/workerconf.h"

#include <algorithm>
#include <array>

namespace vigie::providers {

namespace {

struct Setting {
    const char *key;
    QByteArray value;
    bool required;
};

bool hasControl(const QByteArray &value)
{
    return std::any_of(value.begin(), value.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; });
}

} // namespace

models::Result<QByteArray> workerConf(const WorkerPlan &plan, const QByteArray &hubToken)
{
    const auto positive = [](int value) { return value > 0 ? QByteArray::number(value) : QByteArray(); };
    const bool fraction = plan.gpuMemoryUtilization > 0.0 && plan.gpuMemoryUtilization <= 1.0;
    const std::array settings{
        Setting{"MODEL", plan.model.toUtf8(), true},
        Setting{"REVISION", plan.revision.toUtf8(), false},
        Setting{"IMAGE", plan.image.toUtf8(), true},
        Setting{"TENSOR_PARALLEL", positive(plan.tensorParallel), true},
        Setting{"MAX_MODEL_LEN", positive(plan.maxModelLength), false},
        Setting{"GPU_MEMORY_UTILIZATION", fraction ? QByteArray::number(plan.gpuMemoryUtilization, 'f', 4) : QByteArray(), true},
        Setting{"DTYPE", plan.dtype.toUtf8(), true},
        Setting{"PORT", positive(plan.port), true},
        Setting{"API_KEY", plan.apiKey, true},
        Setting{"HF_TOKEN", hubToken, false},
    };
    QByteArray text;
    for (const Setting &setting : settings) {
        if (hasControl(setting.value) || (setting.required && setting.value.isEmpty()))
            return models::fail(models::ErrorCode::InvalidRequest, {{QStringLiteral("field"), QString::fromLatin1(setting.key)}});
        if (!setting.value.isEmpty())
            text.append(setting.key).append('=').append(setting.value).append('\n');
    }
    return text;
}

} // namespace vigie::providers
