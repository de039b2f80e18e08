# shellcheck shell=bash disable=SC2034
# The Debian 12 packages that ./run and ./test need: the one list of them. Sourced by .ci/setup.sh.

# To build the programs and to run them: Qt, libssh, and the PostgreSQL whose private cluster holds the state.
packages_build=(
    g++ cmake ninja-build ccache mold
    qt6-base-dev qt6-base-dev-tools qt6-tools-dev qt6-tools-dev-tools qt6-l10n-tools libgl-dev
    libssh-dev nlohmann-json3-dev libcpp-httplib-dev libexpected-dev
    postgresql-15 postgresql-client-15 libqt6sql6-psql
    libxcb-cursor0 qt6-translations-l10n fonts-dejavu-core ca-certificates
)
# A display of our own, where there is none.
packages_display=(xvfb xauth)
# Qt's way to a Wayland session, where there is one.
packages_wayland=(qt6-wayland)
# Real parts that the tests run against. The sshd that they start is their own; Debian's service is not used.
packages_test=(openssh-server openssh-client shellcheck)
