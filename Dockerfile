# syntax=docker/dockerfile:1

FROM python:3.11-slim AS build
WORKDIR /build
COPY requirements/run.lock requirements/dev.lock requirements/
RUN python -m venv /venv \
 && /venv/bin/pip install --no-cache-dir --disable-pip-version-check --require-hashes --requirement requirements/run.lock \
 && python -m venv /tools \
 && /tools/bin/pip install --no-cache-dir --disable-pip-version-check --require-hashes --requirement requirements/dev.lock
COPY pyproject.toml README.md LICENSE ./
COPY advocacybot advocacybot
COPY config config
COPY message_templates message_templates
RUN /tools/bin/python -m hatchling build -t wheel \
 && /venv/bin/pip install --no-cache-dir --disable-pip-version-check --no-deps dist/*.whl \
 && /venv/bin/python -m compileall -q /venv

FROM python:3.11-slim
RUN useradd --system --uid 10001 --no-create-home --shell /usr/sbin/nologin advocacybot \
 && install -d -o advocacybot -g advocacybot /campaign
COPY --from=build /venv /venv
ENV PATH=/venv/bin:$PATH ADVOCACYBOT_HOME=/campaign PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1
USER advocacybot
WORKDIR /campaign
VOLUME /campaign
HEALTHCHECK --interval=30s --timeout=10s --start-period=15s CMD ["advocacybot", "health", "--self"]
STOPSIGNAL SIGTERM
ENTRYPOINT ["advocacybot"]
EXPOSE 8000
CMD ["run", "--listen", "0.0.0.0:8000"]
