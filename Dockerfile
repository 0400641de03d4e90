FROM python:3.11-slim

ENV PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    PIP_NO_CACHE_DIR=1 \
    PIP_DISABLE_PIP_VERSION_CHECK=1

WORKDIR /app

# Requirements first: a change of the code then needs no new installation.
COPY requirements.txt ./
RUN pip install -r requirements.txt

RUN useradd --create-home switchboard && mkdir var && chown switchboard var
COPY . .
# The user must be able to write where compiled code is kept, or it is not looked for there.
RUN python -m optimizer.warm_up && chown -R switchboard optimizer/__pycache__

USER switchboard
VOLUME /app/var
EXPOSE 8501

HEALTHCHECK --interval=30s --timeout=5s --start-period=30s \
    CMD ["python", "-c", "from urllib.request import urlopen; urlopen('http://127.0.0.1:8501/_stcore/health', timeout=4)"]

# The container's own address, so that the published port answers.
CMD ["streamlit", "run", "streamlit_app.py", "--server.address=0.0.0.0", "--server.port=8501", "--server.headless=true"]
