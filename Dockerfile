# Builds the tool as one file and runs it without the SDK:
#   docker build -t costsim .
#   docker run --rm -v "$PWD:/data" costsim run scenarios/contract-qa
FROM mcr.microsoft.com/dotnet/sdk:10.0 AS build
WORKDIR /source
COPY . .
RUN dotnet publish src/CostSim.Cli -c Release -r linux-x64 --self-contained -p:PublishSingleFile=true -o /costsim

FROM mcr.microsoft.com/dotnet/runtime-deps:10.0
COPY --from=build /costsim /opt/costsim
RUN ln -s /opt/costsim/costsim /usr/local/bin/costsim
WORKDIR /data
USER $APP_UID
ENTRYPOINT ["costsim"]
